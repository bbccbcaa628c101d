package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * Many series with many waves, each stream given in the order of publishing (the oracle), and again
 * disturbed as a crawl disturbs it: the confirmed episodes are the very same.
 */
final class ConfirmedEpisodesTest {
  private static final int DAYS = 28;
  private static final Duration SLACK = Duration.ofHours(3);

  private record Counted(Observation post, Series place) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void lateShuffledAndDoubledWithinTheSlack_restartedAtRandom_theyAreTheSame(int seed) {
    Random random = new Random(seed);
    List<Counted> published = published(random);
    Set<String> oracle = run(published, counted -> counted.post().at(), watched -> {});
    assertThat(oracle).hasSizeGreaterThanOrEqualTo(3);

    // Each post arrives up to the slack later than it was published, some arrive twice.
    Map<Counted, Instant> arrival = new LinkedHashMap<>();
    for (Counted counted : published) {
      arrival.put(counted, counted.post().at().plusMillis(random.nextInt((int) SLACK.toMillis())));
    }
    List<Counted> disturbed = new ArrayList<>(published);
    disturbed.sort(Comparator.comparing(arrival::get));
    for (int i = 0; i < disturbed.size(); i += 9) {
      disturbed.add(i, disturbed.get(Math.max(0, i - 5)));
    }
    Consumer<Watched> restarts =
        watched -> {
          if (random.nextInt(200) == 0) {
            watched.restart();
          }
        };
    assertThat(run(disturbed, arrival::get, restarts)).isEqualTo(oracle);
  }

  /** What is said of confirmed episodes once they are over. */
  private static Set<String> run(
      List<Counted> posts, Function<Counted, Instant> arrival, Consumer<Watched> between) {
    Watched watched = new Watched();
    Set<String> seen = new HashSet<>();
    List<Alert> said = new ArrayList<>();
    for (Counted counted : posts) {
      said.addAll(watched.advance(arrival.apply(counted).minus(SLACK)));
      if (seen.add(counted.post().post())) {
        said.addAll(watched.observe(counted.post(), counted.place(), Series.OVERALL));
      }
      between.accept(watched);
    }
    said.addAll(watched.advance(Stream.hour(24 * (DAYS + 5))));
    Set<String> episodes = new TreeSet<>();
    for (Alert alert : said) {
      if (alert.phase() == Alert.Phase.ENDED) {
        episodes.add(
            String.join(
                " ",
                alert.series().id(),
                alert.onset().toString(),
                alert.at().toString(),
                "" + alert.observed(),
                "" + alert.people(),
                "" + alert.reposts()));
      }
    }
    return episodes;
  }

  /** Twelve places and everything together; waves at a quarter of the places, here and there. */
  private static List<Counted> published(Random random) {
    List<Counted> all = new ArrayList<>();
    for (int place = 0; place < 12; place++) {
      Series series = new Series(Series.Kind.PLACE, "示例镇" + place);
      int wave = place % 4 == 0 ? 24 * 15 + random.nextInt(24 * 10) : Integer.MAX_VALUE;
      LongToDoubleFunction usual = Stream.ordinary(0.2 + 0.1 * place, random, DAYS);
      LongToDoubleFunction rate =
          hour -> usual.applyAsDouble(hour) + (hour >= wave && hour < wave + 5 ? 12 : 0);
      for (Observation post : Stream.posts(rate, 24 * DAYS, 6, 3000, random)) {
        Observation named =
            new Observation(
                post.at(),
                post.fetchedAt(),
                post.critical(),
                random.nextInt(8) == 0,
                post.person(),
                post.source(),
                post.feed(),
                place + "-" + post.post(),
                post.reading());
        all.add(new Counted(named, series));
      }
    }
    all.sort(Comparator.comparing(counted -> counted.post().at()));
    return all;
  }
}
