package org.qingting.alerts.spikes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.model.WatchStatus;

/** A detector with its memory, fed as the job feeds it; may be stored and restored at any time. */
final class Watched {
  private SpikeSettings settings;
  private final Map<Series, SeriesState> states = new HashMap<>();
  private Panel panel = Panel.begin();
  private SpikeDetector detector;

  Watched() {
    this(SpikeSettings.DEFAULT);
  }

  Watched(SpikeSettings settings) {
    this.settings = settings;
    detector = detector();
  }

  private SpikeDetector detector() {
    return new SpikeDetector(
        settings, panel, series -> states.computeIfAbsent(series, SeriesState::begin));
  }

  Panel panel() {
    return panel;
  }

  void damp(String id, Series series, double factor, Instant from, Instant until) {
    detector.damp(id, series, factor, from, until);
  }

  boolean onTrial() {
    return detector.status().map(WatchStatus::onTrial).orElse(true);
  }

  SeriesState state(Series series) {
    return states.get(series);
  }

  List<Alert> observe(Observation post, Series... series) {
    return detector.observe(series.length == 0 ? List.of(Series.OVERALL) : List.of(series), post);
  }

  List<Alert> advance(Instant watermark) {
    return detector.advance(watermark);
  }

  /** The watermark, ten minutes behind, and then the post. */
  List<Alert> feed(Observation post, Series... series) {
    List<Alert> said = new ArrayList<>(advance(post.fetchedAt().minus(Duration.ofMinutes(15))));
    said.addAll(observe(post, series));
    return said;
  }

  List<Alert> feed(List<Observation> posts, Series... series) {
    List<Alert> said = new ArrayList<>();
    posts.forEach(post -> said.addAll(feed(post, series)));
    return said;
  }

  /** Goes on with other settings. */
  void restart(SpikeSettings other) {
    settings = other;
    restart();
  }

  /** Nothing is kept but what the states' bytes say. */
  void restart() {
    panel = Panel.decode(panel.encode());
    states.replaceAll((series, state) -> SeriesState.decode(state.encode()));
    detector = detector();
  }
}
