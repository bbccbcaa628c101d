package org.qingting.pipeline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.qingting.pipeline.demo.DemoPost.Kind;

/**
 * Everything that is ever published in the invented county, with its time: a pure function of the
 * settings. Ordinary days and the incident are written at once, the live trickle when it is asked
 * for. Thread-safe.
 */
final class DemoScript {
  private static final Comparator<DemoPost> ORDER =
      Comparator.comparing(DemoPost::at).thenComparing(DemoPost::id);
  private static final String COUNTY = "青禾县";

  /** The station of the incident; ordinary days leave it alone. */
  private static final String STATION = "禾渡派出所";

  private static final int PEOPLE = 1;
  private static final int DAYS = 2;
  private static final int INCIDENT = 3;
  private static final int LIVE = 1000;

  /** The live trickle ends with the ordinary days, two days after the demo opened. */
  private static final int MOST_CHUNKS = 288;

  private final DemoSettings settings;
  private final Phrases phrases;
  private final Cast cast;
  private final List<Scribe.Strand> recent;
  private List<DemoPost> timeline;
  private int chunks;

  private DemoScript(
      DemoSettings settings,
      Phrases phrases,
      Cast cast,
      List<Scribe.Strand> recent,
      List<DemoPost> timeline) {
    this.settings = settings;
    this.phrases = phrases;
    this.cast = cast;
    this.recent = recent;
    this.timeline = timeline;
  }

  static DemoScript write(DemoSettings settings) {
    return write(settings, Phrases.load());
  }

  static DemoScript write(DemoSettings settings, Phrases phrases) {
    Cast cast = Cast.of(phrases, lot(settings, phrases, PEOPLE));
    Scribe days = new Scribe(lot(settings, phrases, DAYS), cast, 1_000_000, 100_000);
    List<Scribe.Strand> threads = new OrdinaryDays(days, settings.opened()).write();
    List<DemoPost> all = new ArrayList<>(days.posts());
    if (!settings.quiet()) {
      Scribe incident = new Scribe(lot(settings, phrases, INCIDENT), cast, 1_500_000, 150_000);
      new TurningSour(incident, settings.opened()).write();
      all.addAll(incident.posts());
    }
    all.sort(ORDER);
    Instant since = settings.opened().minus(Duration.ofHours(30));
    List<Scribe.Strand> recent =
        threads.stream()
            .filter(t -> t.kind() == Kind.LIFE)
            .filter(t -> t.at().isAfter(since) && t.at().isBefore(settings.opened()))
            .toList();
    return new DemoScript(settings, phrases, cast, recent, List.copyOf(all));
  }

  Cast cast() {
    return cast;
  }

  /** Place names, the longest first. */
  List<String> places() {
    Set<String> places = new LinkedHashSet<>(List.of(COUNTY, STATION));
    for (String section : List.of("town", "road", "spot", "estate", "station", "school")) {
      places.addAll(phrases.lines(section));
    }
    return places.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  /** All posts out by then, oldest first. */
  List<DemoPost> until(Instant now) {
    List<DemoPost> known = extended(now);
    int low = 0;
    int high = known.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (known.get(middle).at().isAfter(now)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return known.subList(0, low);
  }

  private synchronized List<DemoPost> extended(Instant now) {
    Instant from = settings.opened().plus(LiveTrickle.CHUNK.multipliedBy(chunks));
    if (!from.isAfter(now) && chunks < MOST_CHUNKS) {
      List<DemoPost> all = new ArrayList<>(timeline);
      for (; !from.isAfter(now) && chunks < MOST_CHUNKS; from = from.plus(LiveTrickle.CHUNK)) {
        Scribe scribe =
            new Scribe(
                lot(settings, phrases, LIVE + chunks),
                cast,
                2_000_000 + 10_000 * chunks,
                200_000 + 10_000 * chunks);
        new LiveTrickle(scribe, copies(recent)).write(from, settings.pace(), chunks);
        all.addAll(scribe.posts());
        chunks++;
      }
      all.sort(ORDER);
      timeline = List.copyOf(all);
    }
    return timeline;
  }

  /** Chunks must not see each other's authors: each would depend on which was asked for first. */
  private static List<Scribe.Strand> copies(List<Scribe.Strand> threads) {
    return threads.stream()
        .map(
            t ->
                new Scribe.Strand(
                    t.page(), t.at(), t.topic(), t.kind(), t.bound(), new ArrayList<>(t.authors())))
        .toList();
  }

  private static Phrasing lot(DemoSettings settings, Phrases phrases, int part) {
    long mixed = (settings.seed() + 0x9E3779B97F4A7C15L * part) ^ 0x51_7C_C1_B7L;
    return new Phrasing(phrases, new SplittableRandom(mixed));
  }
}
