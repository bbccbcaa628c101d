package org.qingting.alerts.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.Panel;
import org.qingting.alerts.spikes.SeriesStore;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.model.WatchStatus;

/** One detector at work, and what it would have told when. */
final class Replay {
  private static final long NONE = Long.MIN_VALUE;

  private final double falsePerWeek;
  private final Instant judgedFrom;
  private final long bucket;
  private final SpikeDetector detector;
  private final List<Told> told = new ArrayList<>();

  /** The newest of each id: what was withdrawn may be told again under the same. */
  private final Map<String, Told> open = new HashMap<>();

  /** Start of the first bucket that is not closed. */
  private long closedUntil = NONE;

  private long judgedSince = NONE;
  private long judged;

  Replay(SpikeSettings settings, Instant judgedFrom) {
    this.falsePerWeek = settings.falsePerWeek();
    this.judgedFrom = judgedFrom;
    this.bucket = settings.bucket().toMillis();
    this.detector = new SpikeDetector(settings, Panel.begin(), SeriesStore.inMemory());
  }

  void take(List<Series> series, Observation post) {
    advance(post.at().minus(Backtest.SLACK));
    note(detector.observe(series, post), post.at(), false);
  }

  /**
   * Closes one bucket after the other, as a watermark would that goes on while nobody writes: what
   * closing tells is then told at that time, and not with the next post.
   */
  void advance(Instant watermark) {
    long until = Math.floorDiv(watermark.toEpochMilli(), bucket) * bucket;
    if (closedUntil == NONE) {
      closedUntil = until;
      note(detector.advance(Instant.ofEpochMilli(until)), watermark, true);
    }
    while (closedUntil < until) {
      Instant start = Instant.ofEpochMilli(closedUntil);
      boolean onTrial = detector.status().map(WatchStatus::onTrial).orElse(true);
      if (!onTrial && !start.isBefore(judgedFrom)) {
        judgedSince = judgedSince == NONE ? closedUntil : judgedSince;
        judged += bucket;
      }
      closedUntil += bucket;
      Instant end = Instant.ofEpochMilli(closedUntil);
      note(detector.advance(end), end.plus(Backtest.SLACK), true);
    }
  }

  private void note(List<Alert> alerts, Instant at, boolean closing) {
    for (Alert alert : alerts) {
      if (alert.phase() == Alert.Phase.RAISED) {
        Told begun = new Told(alert, at, closing);
        open.put(alert.id(), begun);
        if (!at.isBefore(judgedFrom)) {
          told.add(begun);
        }
      } else {
        Told going = open.get(alert.id());
        going.say(alert, at);
        if (going.over()) {
          open.remove(alert.id());
        }
      }
    }
  }

  double falsePerWeek() {
    return falsePerWeek;
  }

  /** In the order in which they were told. */
  List<Told> told() {
    return told;
  }

  Duration judged() {
    return Duration.ofMillis(judged);
  }

  /** Null where nothing was judged. */
  Instant judgedSince() {
    return judgedSince == NONE ? null : Instant.ofEpochMilli(judgedSince);
  }
}
