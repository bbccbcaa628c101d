package org.qingting.alerts.spikes;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * The stored form of a {@link SeriesState}. Version 2: see {@link StateWriter}; buckets as
 * distances from the one before, old counts as a byte each.
 */
final class StateCodec {
  private static final int VERSION = 2;
  private static final int MOST_BUCKETS = 40_000;
  private static final HexFormat HEX = HexFormat.of();

  private StateCodec() {}

  static byte[] encode(SeriesState state) {
    StateWriter out = new StateWriter();
    out.number(VERSION);
    series(out, state.series);
    out.number(state.bucketMillis);
    out.optional(state.head).optional(state.judged).optional(state.floor);
    history(out, state.history);
    crowd(out, state.people);
    crowd(out, state.sources);
    evidence(out, state.evidence);
    out.number(state.open.size());
    state.open.forEach(
        (bucket, byFeed) -> {
          out.number(bucket).number(byFeed.size());
          byFeed.forEach((feed, count) -> out.hash(feed).number(count));
        });
    out.optional(state.mix.day()).number(state.mix.posts().size());
    state.mix.posts().forEach((feed, posts) -> out.hash(feed).real(posts));
    climb(out, state.climb);
    episode(out, state.episode);
    episode(out, state.withdrawn);
    return out.toBytes();
  }

  static SeriesState decode(byte[] bytes) {
    StateReader in = new StateReader("series state", bytes);
    in.version(VERSION);
    SeriesState state = SeriesState.begin(series(in));
    state.bucketMillis = in.number();
    state.head = in.optional();
    state.judged = in.optional();
    state.floor = in.optional();
    history(in, state.history);
    crowd(in, state.people);
    crowd(in, state.sources);
    evidence(in, state.evidence);
    for (int i = in.size(MOST_BUCKETS); i > 0; i--) {
      TreeMap<Integer, Integer> byFeed = new TreeMap<>();
      state.open.put(in.number(), byFeed);
      for (int j = in.size(MOST_BUCKETS); j > 0; j--) {
        byFeed.put(in.hash(), in.size(Integer.MAX_VALUE));
      }
    }
    long mixDay = in.optional();
    Map<Integer, Float> posts = new TreeMap<>();
    for (int i = in.size(MOST_BUCKETS); i > 0; i--) {
      posts.put(in.hash(), in.shortReal());
    }
    state.mix.restore(mixDay, posts);
    climb(in, state.climb);
    state.episode = episode(in);
    state.withdrawn = episode(in);
    in.end();
    return state;
  }

  static void series(StateWriter out, Series series) {
    out.text(series.kind().name()).text(series.name());
  }

  static Series series(StateReader in) {
    return new Series(oneOf(in, Series.Kind.values()), in.text());
  }

  private static <E extends Enum<E>> E oneOf(StateReader in, E[] values) {
    String name = in.text();
    for (E value : values) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    in.check(false);
    throw new IllegalStateException("unreachable");
  }

  private static void history(StateWriter out, History history) {
    out.optional(history.rough()).number(history.size());
    long previous = 0;
    for (int i = 0; i < history.size(); ) {
      // Buckets in a row of the same kind share one head.
      int kind = kind(history, i);
      int end = i + 1;
      while (end < history.size()
          && kind(history, end) == kind
          && history.bucketAt(end) == history.bucketAt(end - 1) + 1) {
        end++;
      }
      out.number((history.bucketAt(i) - previous) << 3 | kind).number(end - i);
      previous = history.bucketAt(end - 1);
      for (; i < end; i++) {
        counts(out, history, i, kind);
      }
    }
  }

  private static int kind(History history, int index) {
    int critical = history.criticalAt(index);
    int police = history.policeAt(index);
    boolean rough = History.roughly(critical) == critical && History.roughly(police) == police;
    boolean extra = history.repostsAt(index) > 0 || history.freshAt(index) > 0;
    return (rough ? 4 : 0) | (history.waveAt(index) ? 2 : 0) | (extra ? 1 : 0);
  }

  private static void counts(StateWriter out, History history, int index, int kind) {
    int critical = history.criticalAt(index);
    int police = history.policeAt(index);
    if ((kind & 4) != 0) {
      out.bytes(new byte[] {(byte) History.toByte(critical), (byte) History.toByte(police)});
    } else {
      out.number(critical).number(police);
    }
    if ((kind & 1) != 0) {
      out.number(history.repostsAt(index)).number(history.freshAt(index));
    }
  }

  private static void history(StateReader in, History history) {
    history.restoreRough(in.optional());
    long bucket = -1;
    int left = in.size(MOST_BUCKETS);
    while (left > 0) {
      long head = in.number();
      int run = in.size(left);
      in.check(run > 0 && (bucket < 0 || head >>> 3 > 0));
      bucket = Math.max(0, bucket) + (head >>> 3) - 1;
      left -= run;
      for (; run > 0; run--) {
        bucket++;
        boolean rough = (head & 4) != 0;
        int critical = rough ? History.ofByte(in.unsignedByte()) : in.size(History.MOST);
        int police = rough ? History.ofByte(in.unsignedByte()) : in.size(History.MOST);
        boolean extra = (head & 1) != 0;
        int reposts = extra ? in.size(History.MOST) : 0;
        int fresh = extra ? in.size(History.MOST) : 0;
        history.restore(bucket, critical, police, reposts, fresh, (head & 2) != 0);
      }
    }
  }

  private static void crowd(StateWriter out, Crowd crowd) {
    long newest = 0;
    for (int i = 0; i < crowd.size(); i++) {
      newest = Math.max(newest, crowd.lastAt(i));
    }
    out.number(crowd.size()).number(newest);
    for (int i = 0; i < crowd.size(); i++) {
      out.hash(crowd.whoAt(i)).number(newest - crowd.lastAt(i)).number(crowd.seenAt(i));
    }
  }

  private static void crowd(StateReader in, Crowd crowd) {
    int size = in.size(SpikeSettings.MOST_PEOPLE);
    long newest = in.number();
    for (int i = 0; i < size; i++) {
      crowd.put(in.hash(), newest - in.number(), in.number());
    }
  }

  private static void evidence(StateWriter out, Evidence evidence) {
    out.number(evidence.pieces().size());
    for (Evidence.Piece piece : evidence.pieces()) {
      boolean hex = isHex(piece.post());
      out.number(piece.at()).flag(hex);
      if (hex) {
        out.bytes(HEX.parseHex(piece.post()));
      } else {
        out.text(piece.post());
      }
    }
  }

  private static void evidence(StateReader in, Evidence evidence) {
    for (int i = in.size(Evidence.MOST); i > 0; i--) {
      long at = in.number();
      evidence.add(at, in.flag() ? HEX.formatHex(in.bytes(16)) : in.text());
    }
  }

  private static boolean isHex(String id) {
    return id.length() == 32
        && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static void climb(StateWriter out, Climb climb) {
    out.flag(climb.sum > 0).optional(climb.rest);
    if (climb.sum > 0) {
      out.real(climb.sum).number(climb.since).real(climb.level);
      out.real(climb.dispersion).real(climb.rise);
    }
  }

  private static void climb(StateReader in, Climb climb) {
    boolean climbing = in.flag();
    climb.rest = in.optional();
    if (climbing) {
      climb.sum = in.real();
      climb.since = in.number();
      climb.level = in.real();
      climb.dispersion = in.real();
      climb.rise = in.real();
    }
  }

  private static void episode(StateWriter out, Episode episode) {
    out.flag(episode != null);
    if (episode != null) {
      out.text(episode.id).number(episode.onset).number(episode.raisedIn);
      out.text(episode.trigger.name()).real(episode.everyDays);
      out.flag(episode.confirmed).flag(episode.silent);
      out.number(episode.revision + 1).number(episode.stated).number(episode.lastHot);
    }
  }

  private static Episode episode(StateReader in) {
    if (!in.flag()) {
      return null;
    }
    Episode episode =
        new Episode(in.text(), in.number(), in.number(), oneOf(in, Alert.Trigger.values()));
    episode.everyDays = in.real();
    episode.confirmed = in.flag();
    episode.silent = in.flag();
    episode.revision = in.size(Integer.MAX_VALUE) - 1;
    episode.stated = in.number();
    episode.lastHot = in.number();
    return episode;
  }
}
