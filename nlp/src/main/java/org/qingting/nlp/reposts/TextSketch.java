package org.qingting.nlp.reposts;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A bottom-k sketch of a text's 6-character shingles (Broder, <i>On the resemblance and containment
 * of documents</i>, 1997): a fixed-size summary from which the resemblance of two texts is
 * estimated.
 *
 * <p>Two texts of resemblance J share their {@link #key} with probability J, so looking only among
 * texts of the same key finds a copy that differs in a tenth of its shingles nine times in ten.
 */
public final class TextSketch {
  /** Resemblance from which two texts count as the same. */
  public static final double SAME = 0.7;

  /**
   * Letters below which a text is never merged: many people write the same short sentence, and each
   * of them means it.
   */
  static final int MIN_LETTERS = 24;

  private static final int SHINGLE = 6;
  private static final int SIZE = 32;
  private static final int MAX_LETTERS = 4000;

  private final int[] smallest;

  private TextSketch(int[] smallest) {
    this.smallest = smallest;
  }

  /** Sketches a text by its letters and digits alone; only the first 4,000 of them count. */
  public static TextSketch of(String text) {
    char[] letters = letters(text);
    int shingles = letters.length - SHINGLE + 1;
    if (letters.length < MIN_LETTERS) {
      return new TextSketch(new int[0]);
    }
    int[] hashes = new int[shingles];
    for (int i = 0; i < shingles; i++) {
      long hash = 1125899906842597L;
      for (int j = i; j < i + SHINGLE; j++) {
        hash = 31 * hash + letters[j];
      }
      hash *= 0x9E3779B97F4A7C15L;
      hashes[i] = (int) (hash >>> 32);
    }
    Arrays.sort(hashes);
    int[] bottom = new int[Math.min(SIZE, shingles)];
    int kept = 0;
    for (int i = 0; i < shingles && kept < bottom.length; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        bottom[kept++] = hashes[i];
      }
    }
    return new TextSketch(Arrays.copyOf(bottom, kept));
  }

  /** Reads {@link #toBytes}. */
  public static TextSketch ofBytes(byte[] bytes) {
    int[] values = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(values);
    return new TextSketch(values);
  }

  /** Four bytes a value, big-endian. */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(smallest.length * Integer.BYTES);
    buffer.asIntBuffer().put(smallest);
    return buffer.array();
  }

  /** Whether the text is long enough to be told from others. */
  public boolean mergeable() {
    return smallest.length > 0;
  }

  /**
   * What nearly equal texts are likely to share.
   *
   * @throws IllegalStateException unless {@link #mergeable}
   */
  public int key() {
    if (!mergeable()) {
      throw new IllegalStateException("too short to be merged");
    }
    return smallest[0];
  }

  /** Estimated resemblance (Jaccard) of the two texts' shingles, 0 to 1. */
  public double similarity(TextSketch other) {
    int i = 0;
    int j = 0;
    int union = 0;
    int both = 0;
    while (union < SIZE && (i < smallest.length || j < other.smallest.length)) {
      if (j == other.smallest.length || (i < smallest.length && smallest[i] < other.smallest[j])) {
        i++;
      } else if (i == smallest.length || smallest[i] > other.smallest[j]) {
        j++;
      } else {
        both++;
        i++;
        j++;
      }
      union++;
    }
    return union == 0 ? 0 : (double) both / union;
  }

  private static char[] letters(String text) {
    char[] letters = new char[Math.min(text.length(), MAX_LETTERS)];
    int n = 0;
    for (int i = 0; i < text.length() && n < letters.length; i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters[n++] = Character.toLowerCase(c);
      }
    }
    return Arrays.copyOf(letters, n);
  }
}
