package org.qingting.alerts.spikes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.model.WatchStatus;

/**
 * Tells when the critical posts of a series rise beyond what its own past explains. Pure: all time
 * comes with the observations and the watermark; the same calls in the same order give the same
 * statements and the same states, also when states were stored and restored in between. Used by one
 * thread.
 *
 * <p><b>Two looks at every bucket.</b> While a bucket is open, each critical post is held against a
 * bound that the full bucket would pass by chance less often than the strictest threshold of the
 * second look allows. The count can only grow and the bound stands still, so that looking after
 * every post errs exactly as often as looking once at the end. When the watermark closes the
 * bucket, all series with posts in it are judged together: {@link Judge} gives each a p-value
 * (burst, climb, share), {@link FalseDiscovery} says which are discoveries among all series tested.
 * An early episode among them is confirmed, one that is not is withdrawn, and what only the second
 * look finds is raised then.
 *
 * <p>What closed buckets leave behind depends on which posts were in them and not on their order;
 * so the same posts, shuffled or late within what the watermark allows, give the same confirmed
 * episodes. Posts for buckets already closed amend the past and raise nothing. While the watermark
 * is withheld, everything is the past.
 *
 * <p>An episode is stated again each time its count has doubled while it is still above its bound,
 * and ended when a whole quiet period has passed.
 */
public final class SpikeDetector {
  /** Goes into each alert; changes with what is detected. */
  public static final String VERSION = "spikes-2";

  /** Beyond this a time is a broken clock: the year 3000. */
  private static final long LATEST_MILLIS = 32_503_680_000_000L;

  /** While the watermark is withheld, the newest buckets that are not yet taken for the past. */
  private static final int MOST_HELD = 3;

  private static final int EXACT_DAYS = 4;
  private static final int CLIMB_REST_DAYS = 7;

  /** How long people are remembered outside episodes, so that a slow climb has its people too. */
  private static final int REMEMBERED_DAYS = 3;

  private final SpikeSettings settings;
  private final Panel panel;
  private final SeriesStore store;
  private final Judge judge;
  private final long millis;
  private final int perDay;
  private final int history;
  private final int quiet;
  private final int wave;
  private final int memory;

  /**
   * A detector that goes on from where the panel and the store's states are.
   *
   * @param panel changed in place
   */
  public SpikeDetector(SpikeSettings settings, Panel panel, SeriesStore store) {
    this.settings = settings;
    this.panel = panel;
    this.store = store;
    millis = settings.bucketMillis();
    perDay = settings.bucketsPerDay();
    history = settings.buckets(settings.history());
    quiet = settings.buckets(settings.quiet());
    wave = settings.buckets(settings.wave());
    judge = new Judge(settings, panel);
    memory = Math.max(judge.longest(), REMEMBERED_DAYS * perDay);
    if (panel.bucketMillis != millis) {
      // Another bucket length: what was to be judged cannot be any more.
      panel.withhold();
      panel.episodes.clear();
      panel.bucketMillis = millis;
      panel.edited();
    }
  }

  /**
   * Makes one series less sensitive for a while, by event time. Said again, or in another order, it
   * comes to the same: what was taken back once stays so. Confirmed waves that go on are not
   * touched, and what other series state is the very same.
   *
   * @param id of the decision
   * @param factor how many times larger a wave must be, more than 1; 1 takes the decision back
   */
  public void damp(String id, Series series, double factor, Instant from, Instant until) {
    Damping known = panel.damped.get(id);
    if (known == null || known.factor() > 1) {
      panel.damped.put(
          id, new Damping(series, factor > 1 ? factor : 1, millisOf(from), millisOf(until)));
    }
  }

  /** How far the watch has come; nothing while the watermark is withheld. */
  public Optional<WatchStatus> status() {
    if (panel.open == Panel.NONE || panel.first() == Long.MAX_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        new WatchStatus(
            Instant.ofEpochMilli(panel.open * millis),
            Instant.ofEpochMilli(panel.first() * millis).plus(settings.trial()),
            panel.tests));
  }

  /**
   * Counts one post in all its series.
   *
   * @return the statements that it brings about
   */
  public List<Alert> observe(List<Series> all, Observation post) {
    long fetched = millisOf(post.fetchedAt());
    long at = Math.min(millisOf(post.at()), fetched);
    settle(fetched);
    long bucket = at / millis;
    long day = Math.floorDiv(bucket, (long) perDay);
    int feed = Crowd.fold(Crowd.hash(post.feed()));
    panel.heard(Instant.ofEpochMilli(at));
    panel.listening.heard(feed, day);
    if (!post.repost()) {
      panel.readings.read(Crowd.fold(Crowd.hash(post.reading())), post.critical(), bucket);
    }
    List<Alert> said = new ArrayList<>();
    for (Series series : all) {
      SeriesState state = store.load(series);
      if (count(state, post, at, feed, fetched) && panel.open != Panel.NONE) {
        if (state.episode == null) {
          judge.early(state, bucket).ifPresent(found -> said.add(raise(state, found, false)));
        } else {
          grow(state, bucket, said);
        }
      }
    }
    return said;
  }

  /**
   * Takes note of the time through which everything has been heard, and judges what it closes. A
   * watermark that does not advance changes nothing.
   *
   * @return the statements that it brings about
   */
  public List<Alert> advance(Instant watermark) {
    long now = millisOf(watermark);
    if (now <= panel.watermark) {
      return List.of();
    }
    boolean endOfInput = now >= LATEST_MILLIS;
    if (endOfInput && panel.open == Panel.NONE) {
      return List.of();
    }
    List<Alert> said = new ArrayList<>();
    long open = now / millis;
    if (endOfInput) {
      open = panel.active.isEmpty() ? panel.open : panel.active.lastKey() + 1;
    } else {
      panel.watermark = now;
    }
    if (panel.open == Panel.NONE) {
      endHold(open, said);
    }
    while (panel.open < open) {
      if (panel.episodes.isEmpty()) {
        // Nothing to judge in empty buckets.
        Long next = panel.active.ceilingKey(panel.open);
        panel.open = next == null ? open : Math.min(open, next);
        if (panel.open == open) {
          break;
        }
      }
      close(panel.open, said);
      panel.open++;
    }
    return said;
  }

  /** Copes with clocks that jumped. */
  private void settle(long fetched) {
    panel.fetched = Math.max(panel.fetched, fetched);
    if (panel.open != Panel.NONE && fetched / millis + history < panel.open) {
      panel.withholdAfter(fetched);
      panel.fetched = fetched;
    }
  }

  /** Counts the post; says whether it may raise something. */
  private boolean count(SeriesState state, Observation post, long at, int feed, long fetched) {
    long bucket = at / millis;
    if (state.bucketMillis != millis
        || (state.head != SeriesState.NONE && fetched / millis + history < state.head)) {
      forget(state);
    }
    if (state.head != SeriesState.NONE && bucket <= state.head - history) {
      return false;
    }
    boolean closed = panel.open != Panel.NONE && bucket < panel.open;
    boolean counts = post.critical() && !post.repost();
    boolean heat = post.critical() && post.repost();
    long day = Math.floorDiv(bucket, (long) perDay);
    boolean fresh = counts && panel.onTrial(feed, day, settings);
    Episode episode = state.episode;
    boolean inWave =
        closed && counts && episode != null && bucket >= episode.onset && episode.confirmed;
    state.history.add(
        bucket, counts ? 1 : 0, post.repost() ? 0 : 1, heat ? 1 : 0, fresh ? 1 : 0, inWave);
    if (bucket > state.head) {
      long before =
          state.head == SeriesState.NONE ? Panel.NONE : Math.floorDiv(state.head, (long) perDay);
      state.head = bucket;
      if (before != day) {
        panel.moved(before, day);
      }
    }
    if (!closed) {
      awaitClose(state.series, bucket);
    } else {
      state.baseline = null;
    }
    if (!counts) {
      return false;
    }
    if (closed || panel.open == Panel.NONE) {
      state.mix.add(feed, 1, day);
    } else {
      state.open.computeIfAbsent(bucket, b -> new TreeMap<>()).merge(feed, 1, Integer::sum);
    }
    long kept = (panel.open == Panel.NONE ? state.head : panel.open) - memory;
    if (bucket > kept || (episode != null && bucket >= episode.onset)) {
      // From its confirmation on, all that came first to an episode are remembered.
      boolean forgetful = episode == null || !episode.confirmed;
      long source = Crowd.hash(post.source());
      long name = post.person() != 0 ? post.person() : ~source;
      state.people.saw(name, bucket, settings.peopleLimit(), forgetful);
      state.sources.saw(source, bucket, SeriesState.MOST_SOURCES, forgetful);
      state.evidence.add(at, post.post());
    }
    return !closed;
  }

  private void forget(SeriesState state) {
    if (state.head != SeriesState.NONE) {
      panel.episodes.remove(state.series);
    }
    state.clear();
    state.bucketMillis = millis;
  }

  private void awaitClose(Series series, long bucket) {
    panel.active.computeIfAbsent(bucket, b -> Panel.seriesSet()).add(series);
    if (panel.open == Panel.NONE) {
      panel.active.headMap(panel.active.lastKey() - MOST_HELD).clear();
    }
  }

  /**
   * The first watermark: all is the past, but for the newest buckets, which are looked at as if
   * what is in them came now.
   */
  private void endHold(long open, List<Alert> said) {
    panel.active.headMap(open - MOST_HELD).clear();
    panel.open = panel.active.isEmpty() ? open : Math.min(open, panel.active.firstKey());
    panel.group(panel.open, settings);
    panel.edited();
    panel.countTests(panel.today(perDay), settings);
    panel.active.forEach(
        (bucket, all) -> {
          for (Series series : all) {
            SeriesState state = store.load(series);
            if (state.episode == null) {
              judge.early(state, bucket).ifPresent(found -> said.add(raise(state, found, false)));
            }
          }
        });
  }

  /** Judges all series that had a post in a bucket, or an episode. */
  private void close(long bucket, List<Alert> said) {
    panel.readings.settle();
    panel.readings.forgetBefore(bucket - history);
    panel.countTests(panel.today(perDay), settings);
    panel.forgetDamping(panel.watermark);
    panel.group(bucket, settings);
    panel.edited();
    SortedSet<Series> present = Panel.seriesSet();
    SortedSet<Series> posted = panel.active.remove(bucket);
    if (posted != null) {
      present.addAll(posted);
    }
    present.addAll(panel.episodes);
    List<SeriesState> states = new ArrayList<>(present.size());
    List<Verdict> family = new ArrayList<>(present.size());
    List<Verdict> verdicts = new ArrayList<>(present.size());
    for (Series series : present) {
      SeriesState state = store.load(series);
      if (state.bucketMillis != millis) {
        forget(state);
        continue;
      }
      takeIn(state, bucket);
      states.add(state);
      // Damped or not, what was found counts among all: the others' threshold stays where it is.
      Verdict found = judge.closing(state, bucket);
      family.add(found);
      verdicts.add(found.withPValue(judge.damped(state, found)));
    }
    double threshold = judge.threshold(family);
    for (int i = 0; i < states.size(); i++) {
      decide(states.get(i), bucket, verdicts.get(i), threshold, said);
      tidy(states.get(i), bucket);
    }
  }

  /** What a closed bucket leaves behind whatever is decided. */
  private void takeIn(SeriesState state, long bucket) {
    Map<Integer, Integer> byFeed = state.open.remove(bucket);
    if (byFeed != null) {
      long day = Math.floorDiv(bucket, (long) perDay);
      byFeed.forEach((feed, count) -> state.mix.add(feed, count, day));
    }
    state.open.headMap(bucket).clear();
    judge.climb(state, bucket);
    state.judged = bucket;
  }

  private void decide(
      SeriesState state, long bucket, Verdict verdict, double threshold, List<Alert> said) {
    boolean found = verdict.pValue() <= threshold;
    Episode episode = state.episode;
    if (episode == null) {
      if (found) {
        said.add(raise(state, verdict, true));
      }
      return;
    }
    if (!episode.confirmed && found) {
      episode.confirmed = true;
      episode.onset = judge.onset(state, verdict);
      episode.everyDays = verdict.everyDays();
      forgetPeople(state, episode.onset);
      said.add(state(state, Alert.Phase.CONFIRMED, bucket, (bucket + 1) * millis - 1));
    } else if (!episode.confirmed && episode.raisedIn <= bucket) {
      said.add(state(state, Alert.Phase.WITHDRAWN, bucket, (bucket + 1) * millis));
      state.withdrawn = episode;
      leave(state);
      return;
    }
    if (judge.isHot(state, bucket)) {
      episode.lastHot = Math.max(episode.lastHot, bucket);
    } else if (episode.confirmed && bucket - episode.lastHot >= quiet) {
      said.add(state(state, Alert.Phase.ENDED, episode.lastHot, (bucket + 1) * millis));
      state.floor = episode.lastHot;
      state.climb.restUntil(Math.max(bucket + 1, state.climb.rest));
      leave(state);
    }
  }

  private void leave(SeriesState state) {
    state.episode = null;
    panel.episodes.remove(state.series);
  }

  private void tidy(SeriesState state, long bucket) {
    Episode episode = state.episode;
    if (episode != null && episode.confirmed) {
      state.history.markWave(episode.onset, Math.min(bucket, episode.onset + wave - 1));
      state.baseline = null;
    }
    if (state.withdrawn != null && bucket - state.withdrawn.raisedIn > quiet) {
      state.withdrawn = null;
    }
    long exact = (Math.floorDiv(bucket, (long) perDay) - EXACT_DAYS) * perDay;
    if (exact > state.history.rough()) {
      state.history.roughen(exact);
      state.history.forgetBefore(bucket - history - memory);
      state.baseline = null;
    }
    if (episode == null) {
      forgetPeople(state, bucket - memory + 1);
    }
  }

  private void forgetPeople(SeriesState state, long before) {
    state.people.forgetBefore(before);
    state.sources.forgetBefore(before);
    state.evidence.forgetBefore(before * millis);
  }

  private Alert raise(SeriesState state, Verdict verdict, boolean confirmed) {
    long onset = judge.onset(state, verdict);
    String id = AlertId.of(state.series, onset);
    Episode episode = new Episode(id, onset, verdict.bucket(), verdict.trigger());
    if (state.withdrawn != null && state.withdrawn.id.equals(id)) {
      episode.revision = state.withdrawn.revision;
    }
    episode.confirmed = confirmed;
    episode.everyDays = verdict.everyDays();
    episode.silent = panel.fetched - (verdict.bucket() + 1) * millis > settings.past().toMillis();
    state.episode = episode;
    state.withdrawn = null;
    if (confirmed) {
      forgetPeople(state, onset);
    }
    panel.episodes.add(state.series);
    state.climb.restUntil(verdict.bucket() + (long) CLIMB_REST_DAYS * perDay);
    return state(state, Alert.Phase.RAISED, state.head, state.evidence.newest(onset * millis));
  }

  private void grow(SeriesState state, long bucket, List<Alert> said) {
    Episode episode = state.episode;
    if (bucket < episode.onset) {
      return;
    }
    long observed = state.history.criticals(episode.onset, state.head);
    if (observed >= 2 * episode.stated && judge.isHot(state, bucket)) {
      episode.silent &= panel.fetched - (bucket + 1) * millis > settings.past().toMillis();
      said.add(
          state(
              state,
              Alert.Phase.UPDATED,
              state.head,
              state.evidence.newest(episode.onset * millis)));
    }
  }

  private Alert state(SeriesState state, Alert.Phase phase, long through, long at) {
    Episode episode = state.episode;
    Baseline baseline = judge.baseline(state);
    long observed = state.history.criticals(episode.onset, through);
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
        baseline.sum(episode.onset, through),
        state.people.count(episode.onset, through),
        state.sources.count(episode.onset, through),
        state.history.reposts(episode.onset, through),
        state.evidence.since(episode.onset * millis),
        episode.silent,
        VERSION,
        Math.max(observed, state.history.polices(episode.onset, through)),
        baseline.share().mean(),
        episode.everyDays,
        episode.trigger);
  }

  /** Epoch milliseconds, kept between 1970 and the year 3000. */
  private static long millisOf(Instant instant) {
    long seconds = Math.max(0, Math.min(LATEST_MILLIS / 1000, instant.getEpochSecond()));
    long value =
        seconds * 1000 + (seconds == instant.getEpochSecond() ? instant.getNano() / 1_000_000 : 0);
    return Math.min(LATEST_MILLIS, value);
  }
}
