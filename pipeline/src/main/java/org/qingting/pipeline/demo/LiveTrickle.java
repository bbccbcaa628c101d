package org.qingting.pipeline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * Ordinary posts that keep coming while somebody watches, in chunks of ten minutes, each a function
 * of seed and number alone. Far denser than the days before, so that there is something to see;
 * therefore free of complaints, whose even trickle goes on in {@link OrdinaryDays}, and of praise
 * that a tone model could take for one.
 */
final class LiveTrickle {
  static final Duration CHUNK = Duration.ofMinutes(10);
  private static final int FAST_CHUNKS = 2;
  private static final int SLOWER = 6;

  private final Scribe scribe;
  private final Phrasing lot;
  private final List<Scribe.Strand> threads;

  /**
   * @param earlier threads of before that may get another reply
   */
  LiveTrickle(Scribe scribe, List<Scribe.Strand> earlier) {
    this.scribe = scribe;
    this.lot = scribe.lot();
    this.threads = new ArrayList<>(earlier);
  }

  void write(Instant from, Duration pace, int chunk) {
    long gap = pace.toMillis() * (chunk < FAST_CHUNKS ? 1 : SLOWER);
    long end = CHUNK.toMillis();
    for (long at = draw(gap) / 2; at < end; at += draw(gap)) {
      post(from.plusMillis(at));
    }
  }

  private long draw(long gap) {
    return gap / 2 + lot.random().nextLong(Math.max(1, gap));
  }

  private void post(Instant at) {
    double draw = lot.random().nextDouble();
    if (draw < 0.22 || threads.isEmpty()) {
      thread(lot.oneOf(OrdinaryDays.LIFE), Kind.LIFE, at);
    } else if (draw < 0.27) {
      thread("live", Kind.POLICE, at);
    } else if (draw < 0.30) {
      scribe.article(Site.MEDIA, "life", at, Kind.LIFE, false, "", "");
    } else if (draw < 0.32) {
      scribe.article(Site.EVENING, "life", at, Kind.LIFE, false, "", "");
    } else {
      Scribe.Strand thread =
          lot.oneOf(threads.subList(Math.max(0, threads.size() - 25), threads.size()));
      boolean generic = thread.kind() == Kind.LIFE && lot.chance(0.25);
      scribe.reply(thread, (generic ? "generic" : thread.topic()) + ".reply", at, false);
    }
  }

  private void thread(String topic, Kind kind, Instant at) {
    threads.add(scribe.open(topic + ".thread", topic, at, kind, false, Map.of()));
  }
}
