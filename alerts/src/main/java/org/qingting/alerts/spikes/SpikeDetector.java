package org.qingting.alerts.spikes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * Tells when the negative posts of a series rise beyond what its own past explains. Pure: all time
 * comes with the observations and the watermark; the same calls in the same order give the same
 * statements and the same states, also when states were stored and restored in between. Stateless
 * itself and safe for use by many threads, as long as each {@link SeriesState} belongs to one.
 *
 * <p><b>Call {@link #advance} with the current watermark before each {@link #observe}</b> (it costs
 * next to nothing when there is nothing to do). A series that was never given a watermark is being
 * filled with its past: it raises nothing, except silently for posts about the past.
 *
 * <p>The test. For each bucket that the watermark has not closed, the posts in it and in the window
 * that ends with it are held against the buckets before the window ({@link Baseline}). The open
 * bucket is expected in full from its first minute, so the baseline stands still while the count
 * can only grow: looking after every post errs exactly as often as looking once at the end. Each
 * window end has the probability {@code pValue} of a false alarm under the model, half for the
 * window and half for its last bucket alone. Shuffling posts within a bucket changes neither which
 * episodes there are nor their ids; it may change at which post an episode is first stated.
 *
 * <p>An episode is raised once, updated each time its count has doubled since the last statement
 * while it is still above its bound, and ended when a whole quiet period has passed the watermark.
 * The series is then free to raise the next.
 */
public final class SpikeDetector {
  /** Goes into each alert; changes with what is detected. */
  public static final String VERSION = "spikes-1";

  /** Beyond this a time is a broken clock: the year 3000. */
  private static final long LATEST_MILLIS = 32_503_680_000_000L;

  private static final int STEADY_DAYS = 10;
  private static final int STEADY_OF_DAYS = 14;
  private static final long STEADY_GAP_DAYS = 7;

  private final SpikeSettings settings;
  private final long millis;
  private final int window;
  private final int trial;
  private final int history;
  private final int quiet;
  private final int wave;
  private final int memory;

  /** A detector; the same for all series. */
  public SpikeDetector(SpikeSettings settings) {
    this.settings = settings;
    millis = settings.bucketMillis();
    window = settings.buckets(settings.window());
    trial = settings.buckets(settings.trial());
    history = settings.buckets(settings.history());
    quiet = settings.buckets(settings.quiet());
    wave = settings.buckets(settings.wave());
    memory = Math.max(window, settings.bucketsPerDay() / 2);
  }

  /** A series of which nothing is known: its trial begins with its first post. */
  public SeriesState begin(Series series) {
    return new SeriesState(series, millis);
  }

  /**
   * A series that was listened to since a time, in which it was silent: a place that nobody named
   * before is then no longer on trial when it is first named. The time is that of the first post
   * about anything.
   */
  public SeriesState begin(Series series, Instant listeningSince) {
    SeriesState state = begin(series);
    state.first = millisOf(listeningSince) / millis;
    return state;
  }

  /** Whether the history is still too short for the series to raise anything (试运行). */
  public boolean onTrial(SeriesState state) {
    if (state.first == SeriesState.NONE) {
      return true;
    }
    long now = state.watermark == SeriesState.NONE ? state.head : state.watermark / millis;
    return Math.max(now, state.head) - state.first < trial;
  }

  /**
   * Says since when this series was listened to, as {@link ListeningDays} knows it over all series:
   * what one post in it says of its past does not count. Call it before {@link #observe}.
   */
  public void listeningSince(SeriesState state, Instant since) {
    long bucket = millisOf(since) / millis;
    if (state.first != bucket) {
      state.first = bucket;
      state.forgetBaselines();
    }
  }

  /** Counts one post; gives the statement that it brings about, if any. */
  public Optional<Alert> observe(SeriesState state, Observation post) {
    long fetched = millisOf(post.fetchedAt());
    long at = Math.min(millisOf(post.at()), fetched);
    long bucket = at / millis;
    settle(state, bucket, fetched / millis);
    if (state.head != SeriesState.NONE && bucket <= state.head - history) {
      return Optional.empty();
    }
    boolean past = fetched - at > settings.past().toMillis();
    boolean counts = post.negative() && !post.repost();
    count(state, post, at, bucket, counts, past);
    return counts ? judge(state, bucket, past) : Optional.empty();
  }

  /**
   * Takes note of the time through which everything has been heard; gives the statement that it
   * brings about, if any. A watermark that does not advance changes nothing.
   */
  public Optional<Alert> advance(SeriesState state, Instant watermark) {
    long now = millisOf(watermark);
    if (now <= state.watermark) {
      return Optional.empty();
    }
    boolean held = state.watermark == SeriesState.NONE;
    long closed = now / millis;
    if (now < LATEST_MILLIS) {
      state.watermark = now; // the end of a bounded input closes everything, but only this once
    }
    if (state.episode != null) {
      return endIfQuiet(state, closed);
    }
    if (held && state.head != SeriesState.NONE) {
      for (long end = Math.max(closed, state.head - window + 1); end <= state.head; end++) {
        if (isAbove(state, end)) {
          return Optional.of(raise(state, end, state.headPast));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The event time at which {@link #advance} may next have something to do although no post
   * arrives: once to end the filling of the past, then only while an episode lasts.
   */
  public Optional<Instant> nextWakeUp(SeriesState state) {
    if (state.episode != null) {
      return Optional.of(Instant.ofEpochMilli((state.episode.lastHot + quiet + 1) * millis));
    }
    if (state.watermark == SeriesState.NONE && state.head != SeriesState.NONE) {
      return Optional.of(Instant.ofEpochMilli(state.head * millis));
    }
    return Optional.empty();
  }

  /**
   * Copes with another bucket length, with clocks that jumped, and with silence that is not calm.
   */
  private void settle(SeriesState state, long bucket, long fetched) {
    if (state.bucketMillis != millis) {
      state.clear();
      state.bucketMillis = millis;
    }
    if (state.watermark != SeriesState.NONE && fetched + history < state.watermark / millis) {
      state.watermark = SeriesState.NONE;
    }
    if (state.head == SeriesState.NONE) {
      return;
    }
    if (fetched + history < state.head) {
      state.clear();
      return;
    }
    // A series heard nearly every day that was then silent for a week was not listened to.
    int perDay = settings.bucketsPerDay();
    if (state.episode == null && bucket - state.head >= STEADY_GAP_DAYS * perDay) {
      long since = state.head - (long) STEADY_OF_DAYS * perDay;
      if (state.history.activeDays(since, state.head, perDay) >= STEADY_DAYS) {
        state.clear();
      }
    }
  }

  private void count(
      SeriesState state, Observation post, long at, long bucket, boolean counts, boolean past) {
    if (state.first == SeriesState.NONE || bucket < state.first) {
      state.first = bucket;
      state.forgetBaselines();
    }
    if (bucket > state.head) {
      state.head = bucket;
      state.history.forgetBefore(bucket - history - window - memory - quiet);
      if (state.episode == null) {
        forgetPeople(state);
      }
    }
    if (bucket == state.head) {
      state.headPast = past;
    }
    Episode episode = state.episode;
    boolean inWave =
        counts && episode != null && bucket >= episode.onset && bucket < episode.onset + wave;
    boolean heat = post.negative() && post.repost();
    state.history.add(bucket, counts ? 1 : 0, post.repost() ? 0 : 1, heat ? 1 : 0, inWave);
    if (!counts) {
      return;
    }
    state.changed(bucket, window);
    if (bucket > state.head - memory || (episode != null && bucket >= episode.onset)) {
      long source = Crowd.hash(post.source());
      boolean forgetful = episode == null;
      state.people.saw(
          post.person() != 0 ? post.person() : ~source, bucket, settings.peopleLimit(), forgetful);
      state.sources.saw(source, bucket, SeriesState.MOST_SOURCES, forgetful);
      state.evidence.add(at, post.post());
    }
  }

  private Optional<Alert> judge(SeriesState state, long bucket, boolean past) {
    boolean held = state.watermark == SeriesState.NONE;
    if (state.episode != null) {
      if (held) {
        Optional<Alert> end = endIfQuiet(state, state.head);
        if (end.isPresent()) {
          return end;
        }
      }
      return grow(state, bucket, past);
    }
    if (held && !past) {
      return Optional.empty();
    }
    long open = held ? state.head - window + 1 : state.watermark / millis;
    long last = Math.min(bucket + window - 1, state.head);
    for (long end = Math.max(bucket, open); end <= last; end++) {
      if (isAbove(state, end)) {
        return Optional.of(raise(state, end, past));
      }
    }
    return Optional.empty();
  }

  /** Whether the window that ends with this bucket, or the bucket alone, is a spike. */
  private boolean isAbove(SeriesState state, long end) {
    long start = end - window + 1;
    if (start <= state.floor || end - state.first < trial) {
      return false;
    }
    long inWindow = state.history.negatives(start, end);
    if (inWindow < settings.minPosts() || !state.people.hasSince(start, settings.minPeople())) {
      return false;
    }
    Baseline baseline = state.baseline(end, settings);
    return inWindow >= baseline.windowBound()
        || (state.history.negatives(end, end) >= baseline.bucketBound()
            && state.people.hasSince(end, settings.minPeople()));
  }

  /** Whether an episode goes on: the window is still half-way above the least ratio. */
  private boolean isHot(SeriesState state, long end) {
    long inWindow = state.history.negatives(end - window + 1, end);
    return inWindow >= settings.minPosts()
        && inWindow >= stay() * state.baseline(end, settings).expected();
  }

  private double stay() {
    return (1 + settings.ratio()) / 2;
  }

  private Alert raise(SeriesState state, long end, boolean silent) {
    Baseline baseline = state.baseline(end, settings);
    long onset = end - window + 1;
    while (onset < end
        && state.history.negatives(onset, onset) < Math.max(1, stay() * baseline.rate(onset))) {
      onset++;
    }
    Episode episode = new Episode(idOf(state.series, onset), onset, -1, 0, silent, end);
    state.episode = episode;
    state.history.markWave(onset, onset + wave - 1);
    state.changed(onset, window);
    return state(state, Alert.Phase.RAISED, state.head, state.evidence.newest(onset * millis));
  }

  private Optional<Alert> grow(SeriesState state, long bucket, boolean past) {
    Episode episode = state.episode;
    if (bucket < episode.onset) {
      return Optional.empty();
    }
    boolean live = episode.silent && !past && state.watermark != SeriesState.NONE;
    long observed = state.history.negatives(episode.onset, state.head);
    if ((observed >= 2 * episode.stated || live) && isHot(state, bucket)) {
      episode.silent &= !live;
      return Optional.of(
          state(
              state,
              Alert.Phase.UPDATED,
              state.head,
              state.evidence.newest(episode.onset * millis)));
    }
    return Optional.empty();
  }

  /** Ends the episode if a whole quiet period lies before {@code closed}. */
  private Optional<Alert> endIfQuiet(SeriesState state, long closed) {
    Episode episode = state.episode;
    long last = Math.min(closed - 1, episode.lastHot + quiet);
    while (last - episode.lastHot >= quiet) {
      // Look for a later hot bucket within the quiet period; it starts the period anew.
      long hot = SeriesState.NONE;
      for (long end = last; end > episode.lastHot && hot == SeriesState.NONE; end--) {
        if (isHot(state, end)) {
          hot = end;
        }
      }
      if (hot == SeriesState.NONE) {
        return Optional.of(end(state));
      }
      episode.lastHot = hot;
      last = Math.min(closed - 1, hot + quiet);
    }
    return Optional.empty();
  }

  private Alert end(SeriesState state) {
    Episode episode = state.episode;
    long over = episode.lastHot + quiet;
    Alert alert = state(state, Alert.Phase.ENDED, episode.lastHot, (over + 1) * millis);
    state.episode = null;
    state.floor = episode.lastHot;
    forgetPeople(state);
    return alert;
  }

  private Alert state(SeriesState state, Alert.Phase phase, long through, long at) {
    Episode episode = state.episode;
    long observed = state.history.negatives(episode.onset, through);
    episode.revision++;
    episode.stated = observed;
    return new Alert(
        episode.id,
        episode.revision,
        phase,
        state.series,
        Instant.ofEpochMilli(episode.onset * millis),
        Instant.ofEpochMilli(at),
        observed,
        state.baseline(through, settings).sum(episode.onset, through),
        state.people.countSince(episode.onset),
        state.sources.countSince(episode.onset),
        state.history.reposts(episode.onset, through),
        List.copyOf(state.evidence.since(episode.onset * millis)),
        episode.silent,
        VERSION);
  }

  private void forgetPeople(SeriesState state) {
    long kept = state.head - memory + 1;
    state.people.forgetBefore(kept);
    state.sources.forgetBefore(kept);
    state.evidence.forgetBefore(kept * millis);
  }

  private static String idOf(Series series, long onset) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((series.id() + "\n" + onset).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Epoch milliseconds, kept between 1970 and the year 3000. */
  private static long millisOf(Instant instant) {
    long seconds = Math.max(0, Math.min(LATEST_MILLIS / 1000, instant.getEpochSecond()));
    long value =
        seconds * 1000 + (seconds == instant.getEpochSecond() ? instant.getNano() / 1_000_000 : 0);
    return Math.min(LATEST_MILLIS, value);
  }
}
