package org.qingting.alerts.spikes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.qingting.model.Alert;

/** The tests of one series: what its counts in open and closed buckets say against its past. */
final class Judge {
  /** Bursts over three lengths, the climb, and the share: each gets its part of the error. */
  private static final int TESTS = 5;

  /** A rise whose share fell so clearly is more talk about police, and not more criticism. */
  private static final double SHARE_FELL = 0.01;

  /** By how much a share must exceed the usual one to count as a rise by itself. */
  private static final double SHARE_RATIO = 1.5;

  private static final int FEWEST_FOR_SHARE = 10;

  /** Days of history from which on the scatter of whole days is known well enough. */
  private static final int DAY_AFTER_DAYS = 14;

  private static final double LONGEST_DAYS = 36_500;

  private final SpikeSettings settings;
  private final Panel panel;
  private final OfficeCalendar calendar;
  private final int perDay;
  private final int window;
  private final int trial;

  /** The lengths tested, the whole day last. */
  private final int[] spans;

  Judge(SpikeSettings settings, Panel panel) {
    this.settings = settings;
    this.panel = panel;
    perDay = settings.bucketsPerDay();
    window = settings.buckets(settings.window());
    trial = settings.buckets(settings.trial());
    calendar = new OfficeCalendar(settings.zone(), settings.bucketMillis(), perDay);
    spans = new int[] {1, window, perDay};
  }

  /** The longest stretch that is tested at once, in buckets. */
  int longest() {
    return Math.max(window, perDay);
  }

  boolean onTrial() {
    return panel.open == Panel.NONE || panel.open - Math.min(panel.open, panel.first()) < trial;
  }

  /** The estimate from what lies before the window that ends with the first open bucket. */
  Baseline baseline(SeriesState state) {
    long until = panel.open - window + 1;
    if (state.baseline == null || !state.baseline.isOf(until, panel.edition())) {
      state.baseline = Baseline.of(state, panel, settings, calendar, until, spans);
    }
    return state.baseline;
  }

  /** Whether counts in a bucket that may still be open are beyond their bound already. */
  Optional<Verdict> early(SeriesState state, long bucket) {
    if (onTrial()) {
      return Optional.empty();
    }
    double pValue = strictest() / TESTS;
    for (long end = bucket; end <= state.head; end++) {
      for (int span = 0; span < usedSpans(); span++) {
        long start = end - spans[span] + 1;
        long whole = count(state, start, end);
        long count = Damping.of(whole, panel.damping(state.series, start, end));
        if (start > bucket || !isEnough(state, start, end, count)) {
          continue;
        }
        Baseline baseline = baseline(state);
        if (count >= baseline.bound(end, span, pValue, settings)) {
          double tail = baseline.tail(whole, baseline.sum(start, end), span);
          return Optional.of(new Verdict(end, start, tail, everyDays(tail), Alert.Trigger.BURST));
        }
      }
    }
    return Optional.empty();
  }

  /** Judges a closed bucket by all tests, whatever people damped. */
  Verdict closing(SeriesState state, long bucket) {
    return closing(state, bucket, false);
  }

  /** The p-value by all tests where people damped the series; otherwise that of the verdict. */
  double damped(SeriesState state, Verdict verdict) {
    return verdict.pValue() >= 1 || !panel.isDamped(state.series)
        ? verdict.pValue()
        : closing(state, verdict.bucket(), true).pValue();
  }

  private Verdict closing(SeriesState state, long bucket, boolean damped) {
    Verdict best = Verdict.nothing(bucket);
    if (onTrial()) {
      return best;
    }
    for (int span = 0; span < usedSpans(); span++) {
      long start = bucket - spans[span] + 1;
      double damping = damped ? panel.damping(state.series, start, bucket) : 1;
      best = better(best, ofSpan(state, start, bucket, span, damping));
    }
    Climb climb = state.climb;
    if (climb.sum > 0) {
      long whole = count(state, climb.since, bucket);
      double damping = damped ? panel.damping(state.series, climb.since, bucket) : 1;
      long count = Damping.of(whole, damping);
      if (isEnough(state, climb.since, bucket, count)) {
        double tail = climb.pValueWithout(whole - count);
        best = better(best, verdict(bucket, climb.since, tail, Alert.Trigger.CLIMB));
      }
    }
    return best.pValue() >= 1
        ? Verdict.nothing(bucket)
        : new Verdict(
            bucket,
            best.start(),
            Math.min(1, TESTS * best.pValue()),
            best.everyDays(),
            best.trigger());
  }

  private Verdict ofSpan(SeriesState state, long start, long bucket, int span, double damping) {
    long count = Damping.of(count(state, start, bucket), damping);
    if (!isEnough(state, start, bucket, count)) {
      return Verdict.nothing(bucket);
    }
    Baseline baseline = baseline(state);
    long police = Math.max(count, Damping.of(state.history.polices(start, bucket), damping));
    CriticalShare usual = baseline.share();
    if (count < usual.mean() * police && usual.atMost(count, police) < SHARE_FELL) {
      return Verdict.nothing(bucket);
    }
    double mean = baseline.sum(start, bucket);
    Verdict best = Verdict.nothing(bucket);
    if (count >= Baseline.floor(mean, settings)) {
      best = verdict(bucket, start, baseline.tail(count, mean, span), Alert.Trigger.BURST);
    }
    boolean risen =
        police >= FEWEST_FOR_SHARE
            && count >= SHARE_RATIO * mean
            && count >= SHARE_RATIO * usual.mean() * police;
    if (span > 0 && risen) {
      // Two lengths share this test's part.
      double tail = Math.min(1, 2 * usual.atLeast(count, police));
      best = better(best, verdict(bucket, start, tail, Alert.Trigger.SHARE));
    }
    return best;
  }

  /** The greatest p-value that counts as a discovery; negative for none. */
  double threshold(List<Verdict> verdicts) {
    double[] candidates =
        verdicts.stream().mapToDouble(Verdict::pValue).filter(p -> p < 1).toArray();
    return FalseDiscovery.threshold(candidates, panel.tests, ratePerBucket());
  }

  /** Takes a closed bucket into the watch for slow rises; empty ones before it first. */
  void climb(SeriesState state, long bucket) {
    Climb climb = state.climb;
    if (onTrial() || !areDaysKnown()) {
      climb.restUntil(bucket + 1);
      return;
    }
    if (climb.since < Math.max(panel.regrouped, panel.readings.since)) {
      // What was frozen then is not comparable with what is counted now.
      climb.restUntil(Math.max(bucket, climb.rest));
    }
    Baseline baseline = baseline(state);
    if (state.judged != SeriesState.NONE) {
      climb.takeEmpty(bucket - state.judged - 1);
    }
    climb.take(
        bucket,
        count(state, bucket, bucket),
        baseline.factor(bucket),
        baseline.cautiousLevel(),
        baseline.dispersionOfDays(),
        perDay);
  }

  /** Whether an episode goes on: the window is still half-way above the least ratio. */
  boolean isHot(SeriesState state, long end) {
    long start = end - window + 1;
    long count = count(state, start, end);
    return count >= settings.minPosts() && count >= stay() * baseline(state).sum(start, end);
  }

  /** The first bucket of the stretch that tells most which is itself above what is usual. */
  long onset(SeriesState state, Verdict verdict) {
    Baseline baseline = baseline(state);
    long onset = verdict.start();
    while (onset < verdict.bucket()
        && state.history.criticals(onset, onset) < Math.max(1, stay() * baseline.rate(onset))) {
      onset++;
    }
    return onset;
  }

  private double stay() {
    return (1 + settings.ratio()) / 2;
  }

  /** Whether there are posts and people enough, after the last episode, to speak of a wave. */
  private boolean isEnough(SeriesState state, long start, long end, long count) {
    return start > state.floor
        && count >= settings.minPosts()
        && state.people.has(start, end, settings.minPeople());
  }

  /** Critical posts of sources that are evidence. */
  private static long count(SeriesState state, long start, long end) {
    return state.history.criticals(start, end) - state.history.fresh(start, end);
  }

  private int usedSpans() {
    return areDaysKnown() && perDay > window ? spans.length : spans.length - 1;
  }

  private boolean areDaysKnown() {
    return panel.open - panel.first() >= (long) DAY_AFTER_DAYS * perDay;
  }

  /** False alarms tolerated in one bucket, over all series. */
  private double ratePerBucket() {
    return settings.falsePerWeek() * settings.bucketMillis() / Duration.ofDays(7).toMillis();
  }

  /** The p-value that is a discovery whatever the other series do. */
  private double strictest() {
    return ratePerBucket() / panel.tests;
  }

  private Verdict verdict(long bucket, long start, double tail, Alert.Trigger trigger) {
    return new Verdict(bucket, start, tail, everyDays(tail), trigger);
  }

  private double everyDays(double tail) {
    return Math.min(LONGEST_DAYS, 1 / Math.max(1e-300, tail * perDay));
  }

  private static Verdict better(Verdict one, Verdict other) {
    return other.pValue() < one.pValue() ? other : one;
  }
}
