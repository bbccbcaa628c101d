package org.qingting.pipeline.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.qingting.model.Arrival;
import org.qingting.model.Post;
import org.qingting.nlp.reposts.TextSketch;

/**
 * Marks a post that nearly repeats an earlier one as its repost. Keyed by {@link #key}: posts that
 * may be copies of each other meet under one key.
 */
final class MarkReposts extends KeyedProcessFunction<Integer, Sketched, Arrival> {
  private static final long serialVersionUID = 1L;

  /** A text that returns later than this is said anew. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private static final int MAX_ORIGINALS = 8;
  private static final int VERSION = 1;

  private transient ValueState<byte[]> originals;

  /** Where a post looks for its original; posts that are never merged spread evenly. */
  static int key(Sketched post) {
    TextSketch sketch = post.textSketch();
    return sketch.mergeable() ? sketch.key() : post.arrival().post().id().hashCode();
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<byte[]> descriptor =
        new ValueStateDescriptor<>(
            "originals", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(REMEMBERED).build());
    originals = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(Sketched element, Context context, Collector<Arrival> out)
      throws Exception {
    Arrival arrival = element.arrival();
    Post post = arrival.post();
    TextSketch sketch = element.textSketch();
    if (!post.repostOf().isEmpty() || !sketch.mergeable()) {
      out.collect(arrival);
      return;
    }
    byte[] known = originals.value();
    String original = known == null ? "" : find(known, sketch);
    if (original.isEmpty()) {
      byte[] more = add(known, post.id(), sketch);
      if (more != known) {
        originals.update(more);
      }
      out.collect(arrival);
    } else {
      out.collect(Arrival.of(post.asRepostOf(original), arrival.person(), arrival.batch()));
    }
  }

  private static String find(byte[] known, TextSketch sketch) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(known))) {
      if (in.readUnsignedByte() != VERSION) {
        throw new IOException("state of a newer version: use the release that wrote it");
      }
      while (in.available() > 0) {
        String id = in.readUTF();
        if (TextSketch.ofBytes(in.readNBytes(in.readUnsignedByte())).similarity(sketch)
            >= TextSketch.SAME) {
          return id;
        }
      }
    }
    return "";
  }

  private static byte[] add(byte[] known, String id, TextSketch sketch) throws IOException {
    byte[] mark = sketch.toBytes();
    int entry = Short.BYTES + id.length() + 1 + mark.length;
    if (known != null && known.length > MAX_ORIGINALS * entry) {
      return known;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (known == null) {
        out.writeByte(VERSION);
      } else {
        out.write(known);
      }
      out.writeUTF(id);
      out.writeByte(mark.length);
      out.write(mark);
    }
    return bytes.toByteArray();
  }
}
