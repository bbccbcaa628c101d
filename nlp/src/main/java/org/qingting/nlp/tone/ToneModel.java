package org.qingting.nlp.tone;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A linear model of tone: softmax over three classes on {@link ToneFeatures}, with int8 weights,
 * temperature-scaled (Guo et al., ICML 2017). Immutable and thread-safe.
 */
public final class ToneModel {

  private static final int MAGIC = 0x51544F4E;
  private static final int FORMAT = 1;
  private static final ThreadLocal<ToneFeatures> FEATURES =
      ThreadLocal.withInitial(ToneFeatures::new);

  private final String version;
  private final float[] bias;
  private final float scale;
  private final byte[] weights;

  private ToneModel(String version, float[] bias, float scale, byte[] weights) {
    this.version = version;
    this.bias = bias;
    this.scale = scale;
    this.weights = weights;
  }

  /**
   * The model that ships with the jar.
   *
   * @throws UncheckedIOException if the jar is damaged
   */
  public static ToneModel standard() {
    return Standard.MODEL;
  }

  /**
   * Quantises trained weights: int8, scaled by the largest; temperature is folded in.
   *
   * @param weights three a bucket, in the order negative, neutral, positive
   * @param temperature what logits are divided by, greater than 0
   */
  public static ToneModel of(String version, float[] bias, float[] weights, float temperature) {
    float largest = 1e-9f;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    byte[] small = new byte[4 * ToneFeatures.BUCKETS];
    for (int bucket = 0; bucket < ToneFeatures.BUCKETS; bucket++) {
      for (int tone = 0; tone < 3; tone++) {
        small[4 * bucket + tone] =
            (byte) Math.round(weights[3 * bucket + tone] / largest * Byte.MAX_VALUE);
      }
    }
    float[] scaled = new float[3];
    for (int tone = 0; tone < 3; tone++) {
      scaled[tone] = bias[tone] / temperature;
    }
    return new ToneModel(version, scaled, largest / Byte.MAX_VALUE / temperature, small);
  }

  /** Names the weights; changes whenever they do. */
  public String version() {
    return version;
  }

  /** Scores a text that {@link org.qingting.nlp.text.CleanText} has cleaned. */
  public ToneScore score(String cleaned) {
    ToneFeatures features = FEATURES.get();
    features.read(cleaned);
    int negative = 0;
    int neutral = 0;
    int positive = 0;
    int size = features.size();
    for (int i = 0; i < size; i++) {
      int at = 4 * features.bucket(i);
      negative += weights[at];
      neutral += weights[at + 1];
      positive += weights[at + 2];
    }
    double factor = scale * norm(size);
    return softmax(
        negative * factor + bias[0], neutral * factor + bias[1], positive * factor + bias[2]);
  }

  /** What a sum of weights is multiplied by, so that long posts are not surer than short ones. */
  public static double norm(int size) {
    return size == 0 ? 0 : 1 / Math.sqrt(size);
  }

  private static ToneScore softmax(double negative, double neutral, double positive) {
    double most = Math.max(negative, Math.max(neutral, positive));
    double a = Math.exp(negative - most);
    double b = Math.exp(neutral - most);
    double c = Math.exp(positive - most);
    double sum = a + b + c;
    return new ToneScore((float) (a / sum), (float) (b / sum), (float) (c / sum));
  }

  /** Writes the format that {@link #read} reads. */
  public void write(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeInt(FORMAT);
    data.writeUTF(version);
    for (float b : bias) {
      data.writeFloat(b);
    }
    data.writeFloat(scale);
    data.writeInt(ToneFeatures.BUCKETS);
    for (int bucket = 0; bucket < ToneFeatures.BUCKETS; bucket++) {
      data.write(weights, 4 * bucket, 3);
    }
    data.flush();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is cut short, or of another format or size
   */
  public static ToneModel read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC || data.readInt() != FORMAT) {
      throw new IOException("not a tone model of format " + FORMAT + ": train it again");
    }
    String version = data.readUTF();
    float[] bias = {data.readFloat(), data.readFloat(), data.readFloat()};
    float scale = data.readFloat();
    int buckets = data.readInt();
    if (buckets != ToneFeatures.BUCKETS) {
      throw new IOException(
          "tone model of " + buckets + " buckets, expected " + ToneFeatures.BUCKETS);
    }
    byte[] packed = new byte[3 * buckets];
    data.readFully(packed);
    byte[] weights = new byte[4 * buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      System.arraycopy(packed, 3 * bucket, weights, 4 * bucket, 3);
    }
    return new ToneModel(version, bias, scale, weights);
  }

  private static final class Standard {
    static final ToneModel MODEL = load();

    private static ToneModel load() {
      try (InputStream in = ToneModel.class.getResourceAsStream("tone.bin")) {
        return read(new BufferedInputStream(Objects.requireNonNull(in, "tone.bin")));
      } catch (IOException e) {
        throw new UncheckedIOException("the tone model in the jar cannot be read", e);
      }
    }
  }
}
