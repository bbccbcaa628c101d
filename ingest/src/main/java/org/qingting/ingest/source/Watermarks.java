package org.qingting.ingest.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.qingting.model.Arrival;

/**
 * Passes the splits' progress on, each through its own output, and idleness only where it changed.
 * A whole reader becomes idle and active again by its main output: its splits' alone would leave it
 * idle until the next watermark.
 */
final class Watermarks {
  private final Map<String, Progress> told = new HashMap<>();
  private Boolean anyActive;

  /** Passes on what changed, after the records that it speaks of. */
  void tell(ReaderOutput<Arrival> output, Map<String, Progress> progress) {
    boolean active = progress.values().stream().anyMatch(each -> !each.idle());
    boolean changed = anyActive == null || anyActive != active;
    anyActive = active;
    if (changed && active) {
      output.markActive();
    }
    progress.forEach((split, now) -> tell(output.createOutputForSplit(split), split, now));
    if (changed && !active) {
      output.markIdle();
    }
  }

  private void tell(SourceOutput<Arrival> output, String split, Progress now) {
    Progress before = told.get(split);
    long watermark = before == null ? Long.MIN_VALUE : before.watermark();
    boolean wasIdle = before != null && before.idle();
    if (now.idle()) {
      if (!wasIdle) {
        output.markIdle();
      }
    } else {
      if (wasIdle) {
        output.markActive();
      }
      if (now.watermark() > watermark) {
        watermark = now.watermark();
        output.emitWatermark(new Watermark(watermark));
      }
    }
    told.put(split, new Progress(now.idle(), watermark));
  }
}
