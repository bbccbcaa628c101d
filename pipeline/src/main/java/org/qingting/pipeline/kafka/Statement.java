package org.qingting.pipeline.kafka;

import java.time.Instant;

/**
 * What a crawler says about time.
 *
 * @param through every post up to and including this time that it could hear is before this
 *     statement in the partition, late ones aside; null while it cannot say, as during a first
 *     backfill
 * @param idle whether it can hear nothing at present, and so does not want to be waited for
 */
record Statement(Instant through, boolean idle) {

  /** Of a watermark, as Flink tells it. */
  static Statement of(long watermark, boolean idle) {
    // The last watermark of a source that ends: nothing more will come of it.
    boolean ended = watermark == Long.MAX_VALUE;
    Instant through = watermark == Long.MIN_VALUE || ended ? null : Instant.ofEpochMilli(watermark);
    return new Statement(through, idle || ended);
  }

  /** The watermark that it stands for. */
  long watermark() {
    return through == null ? Long.MIN_VALUE : through.toEpochMilli();
  }
}
