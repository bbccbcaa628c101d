package org.qingting.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qingting.alerts.spikes.Counting;
import org.qingting.alerts.spikes.Panel;
import org.qingting.alerts.spikes.SeriesStore;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Incident;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.nlp.incidents.IncidentClusterer;

/**
 * The demo's promise, by the product's own reading and detector, without the time that HTTP takes.
 */
class DemoCalmTest {
  private static final Instant OPENED = Instant.parse("2026-11-23T01:20:00Z");
  private static final Duration SLACK = Duration.ofMinutes(5);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quietCounty_raisesNothing_whateverTheSeedAndHour(long seed) {
    Instant opened = OPENED.plus(Duration.ofHours(seed)).plus(Duration.ofMinutes(7 * seed));
    assertThat(alerts(DemoSettings.of(seed, true, opened), Duration.ofMinutes(40))).isEmpty();
  }

  @Test
  void incident_isRaisedWithinAMinute_atEveryHourOfTheDay() {
    Stream.of(0, 5, 9, 14, 20)
        .forEach(
            hour -> {
              Instant opened = OPENED.plus(Duration.ofHours(hour));
              List<Alert> alerts =
                  alerts(DemoSettings.of(hour, false, opened), Duration.ofMinutes(1));
              assertThat(alerts).as("opened %s", opened).isNotEmpty();
              assertThat(alerts.get(0).observed()).isGreaterThan(4);
            });
  }

  /**
   * Crawls, reads and watches the county in memory, in the order of a first crawl and then live.
   */
  private static List<Alert> alerts(DemoSettings settings, Duration live) {
    DemoScript script = DemoScript.write(settings);
    TextAnalyzer analyzer = TextAnalyzer.withPlaces(script.places());
    Map<String, IncidentClusterer> clusterers = new HashMap<>();
    SpikeDetector detector =
        new SpikeDetector(SpikeSettings.DEFAULT, Panel.begin(), SeriesStore.inMemory());
    List<Alert> alerts = new ArrayList<>();
    boolean polled = false;
    for (DemoPost post : script.until(settings.opened().plus(live))) {
      boolean past = post.at().isBefore(settings.opened());
      if (!past && !polled) {
        polled = true;
        alerts.addAll(detector.advance(settings.opened().minus(SLACK)));
      }
      Opinion opinion = read(post, past ? settings.opened() : post.at(), analyzer, clusterers);
      if (polled) {
        alerts.addAll(detector.advance(post.at().minus(SLACK)));
      }
      alerts.addAll(
          detector.observe(
              Counting.series(opinion),
              Counting.observation(opinion, post.author().hashCode(), "")));
    }
    return alerts;
  }

  private static Opinion read(
      DemoPost post,
      Instant fetchedAt,
      TextAnalyzer analyzer,
      Map<String, IncidentClusterer> clusterers) {
    Post masked =
        new Post(
            String.format("%032x", post.id()),
            "",
            post.site().name(),
            Channel.ONLINE,
            post.at(),
            fetchedAt,
            post.title(),
            post.text(),
            "",
            "",
            null);
    Analysis analysis = analyzer.analyze(masked.fullText());
    Optional<Incident> incident = Optional.empty();
    if (analysis.police() && !analysis.places().isEmpty()) {
      String place = analysis.places().get(0);
      incident =
          clusterers
              .computeIfAbsent(place, p -> IncidentClusterer.empty())
              .assign(post.at(), place, analysis.themes(), analysis.keywords(), masked.id());
    }
    return new Opinion(masked, analysis, incident.map(Incident::id).orElse(""));
  }
}
