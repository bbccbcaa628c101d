package org.qingting.pipeline.job;

import org.qingting.model.Arrival;
import org.qingting.nlp.reposts.TextSketch;

/**
 * A post and the sketch of its text, made once: the key is asked for on both sides of a shuffle.
 *
 * @param sketch {@link TextSketch#toBytes}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; Flink writes bytes as they are.
public record Sketched(Arrival arrival, byte[] sketch) {
  static Sketched of(Arrival arrival) {
    return new Sketched(arrival, TextSketch.of(arrival.post().fullText()).toBytes());
  }

  TextSketch textSketch() {
    return TextSketch.ofBytes(sketch);
  }
}
