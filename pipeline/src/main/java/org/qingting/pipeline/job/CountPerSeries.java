package org.qingting.pipeline.job;

import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.qingting.alerts.spikes.Observation;
import org.qingting.model.Analysis;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;

/** Hands one post that concerns police to every series that counts it. */
final class CountPerSeries implements FlatMapFunction<Heard, SeriesObservation> {
  private static final long serialVersionUID = 1L;

  /** Enough for any real post; a text that names every theme must not fan out without bound. */
  private static final int MAX_PER_KIND = 3;

  @Override
  public void flatMap(Heard heard, Collector<SeriesObservation> out) {
    Post post = heard.opinion().post();
    Analysis analysis = heard.opinion().analysis();
    if (!analysis.police()) {
      return;
    }
    Observation observation =
        new Observation(
            post.eventTime(),
            post.fetchedAt(),
            analysis.tone() == Tone.NEGATIVE,
            !post.repostOf().isEmpty(),
            heard.person(),
            post.source(),
            post.id());
    emit(Series.OVERALL, observation, out);
    List<String> themes = first(analysis.themes());
    List<String> places = first(analysis.places());
    for (String theme : themes) {
      emit(new Series(Series.Kind.THEME, theme), observation, out);
    }
    for (String place : places) {
      emit(new Series(Series.Kind.PLACE, place), observation, out);
      for (String theme : themes) {
        emit(new Series(Series.Kind.THEME_PLACE, theme + "@" + place), observation, out);
      }
    }
    if (!heard.opinion().incident().isEmpty()) {
      emit(new Series(Series.Kind.INCIDENT, heard.opinion().incident()), observation, out);
    }
  }

  private static void emit(
      Series series, Observation observation, Collector<SeriesObservation> out) {
    out.collect(new SeriesObservation(series.id(), series, observation));
  }

  private static List<String> first(List<String> all) {
    return all.subList(0, Math.min(MAX_PER_KIND, all.size()));
  }
}
