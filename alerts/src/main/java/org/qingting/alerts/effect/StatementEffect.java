package org.qingting.alerts.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.qingting.alerts.effect.Effect.Echo;
import org.qingting.alerts.effect.Effect.Interval;
import org.qingting.alerts.effect.Effect.Point;
import org.qingting.alerts.effect.Effect.Reason;
import org.qingting.alerts.effect.Effect.Verdict;
import org.qingting.alerts.effect.StatementCounts.Repeats;
import org.qingting.alerts.effect.StatementCounts.Vanished;

/**
 * Did a statement work? An interrupted time series with controls (segmented regression: Wagner et
 * al. 2002, Bernal et al. 2017) on counts with a latent autocorrelated process (Zeger 1988).
 *
 * <p>A wave fades by itself, so "fewer than before" says nothing. Without the statement, critical
 * posts are expected to go on as they went since the wave turned: level and exponential decay,
 * scaled by what is said elsewhere, with a daily season where two days are there. The statement may
 * change level and decay. The effect is the ratio of both sums over the time looked at, which is no
 * longer than the trajectory was watched before. It holds what else happened at the same moment: an
 * association, no proof of a cause.
 *
 * <p>The expectation is a straight line on log scale: a wave whose decay slows down by itself (a
 * heavy tail) looks worse than it is. For a series with a past of its own, a theme or a place, say
 * what is usual.
 */
public final class StatementEffect {
  private static final double ERROR = 0.05;

  /** Four coefficients need more than four buckets. */
  private static final int LEAST_BUCKETS = 6;

  /** A slope this many standard errors above 0 is a wave that still rises. */
  private static final double RISING = 1.5;

  /** Controls are averaged over stretches of at least so many posts. */
  private static final double CONTROL_POSTS = 30;

  /** With fewer posts a bucket the controls tell no season. */
  private static final double LEAST_CONTROLS = 1;

  /** So much of the controls' share, or of their volume, has to go before it counts as a fall. */
  private static final double SHARE_FALL = 0.1;

  private static final double VOLUME_FALL = 0.5;

  private final StatementCounts counts;
  private final EffectSettings settings;
  private final Timeline line;

  /** The trajectory begins here; what is looked at ends there. */
  private final int start;

  private final int end;
  private final int least;
  private final double[] scale;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  private StatementEffect(StatementCounts counts, EffectSettings settings) {
    this.counts = counts;
    this.settings = settings;
    line = new Timeline(counts, settings);
    scale = scale(line.otherPolice);
    start = Turning.of(line.critical, scale, line.before);
    least = (int) Math.max(LEAST_BUCKETS, buckets(settings.leastTime()));
    long horizon = Math.max(least, Math.min(buckets(settings.longestAfter()), line.before - start));
    end = line.before + (int) Math.min(horizon, line.after);
  }

  /** What is seen after the statement, by what was counted. */
  public static Effect of(StatementCounts counts, EffectSettings settings) {
    return new StatementEffect(counts, settings).effect();
  }

  private Effect effect() {
    enoughTime();
    Optional<Interval> volume = Optional.empty();
    Optional<Interval> share = Optional.empty();
    Optional<Interval> nothingVanished = Optional.empty();
    double expectedAfter = 0;
    List<Point> curve = List.of();
    Verdict verdict = Verdict.CANNOT_TELL;
    double seenBefore = Timeline.sum(line.critical, start, line.before);
    double seenAfter = Timeline.sum(line.critical, line.before, end);
    if (line.before - start >= least && end - line.before >= least && seenBefore > 0) {
      Segments fit = segments(line.critical);
      volume = Optional.of(fit.ratio());
      share = share(line.critical, line.police).map(Change::difference);
      double[] expected = fit.expected();
      expectedAfter = Timeline.sum(expected, line.before - start, expected.length);
      curve = curve(expected);
      verdict = verdict(volume.get());
      enoughPosts(seenBefore, seenAfter, expectedAfter);
      if (fit.rising()) {
        reasons.add(Reason.STILL_RISING);
      }
      if (!fit.seasonal() && !controlled()) {
        reasons.add(Reason.NOTHING_TO_COMPARE);
      }
      nothingVanished =
          counts
              .vanished()
              .filter(found -> found.lookedFor() > 0)
              .map(found -> ifNothingVanished(found, seenBefore, expected));
      doubts(verdict, volume.get(), share, nothingVanished);
    } else {
      enoughPosts(seenBefore, seenAfter, Double.POSITIVE_INFINITY);
    }
    if (counts.otherStatements().stream().anyMatch(this::within)) {
      reasons.add(Reason.ANOTHER_STATEMENT);
    }
    return new Effect(
        reasons.isEmpty() ? verdict : Verdict.CANNOT_TELL,
        Collections.unmodifiableSet(reasons),
        volume,
        share,
        nothingVanished,
        (long) seenBefore,
        (long) seenAfter,
        expectedAfter,
        counts.bucket().multipliedBy(end - line.before),
        echo(from -> from.isBefore(counts.statement())),
        echo(from -> !from.isBefore(counts.statement())),
        settledAfter(),
        counts.vanished().filter(found -> found.lookedFor() > 0).isPresent(),
        curve);
  }

  private void enoughTime() {
    if (line.before < least) {
      reasons.add(Reason.TOO_SHORT_BEFORE);
    } else if (line.before - start < least) {
      reasons.add(Reason.STILL_RISING);
    }
    if (line.after < least) {
      reasons.add(Reason.TOO_RECENT);
    }
  }

  private void enoughPosts(double before, double after, double expected) {
    if (before < settings.leastPosts()) {
      reasons.add(Reason.TOO_FEW_POSTS_BEFORE);
    }
    if (Math.max(after, expected) < settings.leastPosts()) {
      reasons.add(Reason.TOO_FEW_POSTS_AFTER);
    }
  }

  private void doubts(
      Verdict verdict,
      Interval volume,
      Optional<Interval> share,
      Optional<Interval> nothingVanished) {
    if (volume.lower() < 0.5 && volume.upper() > 2) {
      reasons.add(Reason.TOO_UNCERTAIN);
    }
    if (nothingVanished.isPresent() && verdict(nothingVanished.get()) != verdict) {
      reasons.add(Reason.VANISHED_POSTS);
    }
    if (verdict == Verdict.EASED && share.isPresent() && share.get().lower() > 0) {
      reasons.add(Reason.SHARE_ROSE);
    }
    if (verdict == Verdict.EASED && controlsFell()) {
      reasons.add(Reason.CONTROLS_FELL_TOO);
    }
  }

  private static Verdict verdict(Interval ratio) {
    if (ratio.upper() < 1) {
      return Verdict.EASED;
    }
    return ratio.lower() > 1 ? Verdict.WORSENED : Verdict.NO_CLEAR_EFFECT;
  }

  private Segments segments(double[] critical) {
    double[] fitted = new double[end - start];
    System.arraycopy(scale, start, fitted, 0, fitted.length);
    return new Segments(line, critical, start, end, Family.counts(fitted, counts.usual()), true);
  }

  private Optional<Change> share(double[] critical, double[] police) {
    double all = Timeline.sum(police, start, end);
    double some = Timeline.sum(critical, start, end);
    if (some == 0
        || some == all
        || Timeline.sum(police, start, line.before) == 0
        || Timeline.sum(police, line.before, end) == 0) {
      return Optional.empty();
    }
    double[] fitted = new double[end - start];
    System.arraycopy(police, start, fitted, 0, fitted.length);
    Segments fit = new Segments(line, critical, start, end, Family.shares(fitted), false);
    double posts = Timeline.sum(police, line.before, end);
    return Optional.of(
        new Change(
            fit.difference(posts),
            Timeline.sum(fit.expected(), line.before - start, end - start) / posts));
  }

  /** A change of share, and the share expected without it. */
  private record Change(Interval difference, double expected) {}

  /**
   * Vanished posts were there to be repeated; whether they went away or were taken away, their
   * voices are missing after. So as many as are gone of all that were seen are counted once more
   * after the statement, where the expectation has its posts.
   */
  private Interval ifNothingVanished(Vanished found, double seenBefore, double[] expected) {
    double gone = seenBefore * found.gone() / found.lookedFor();
    double[] critical = line.critical.clone();
    double all = Timeline.sum(expected, line.before - start, expected.length);
    for (int i = line.before; i < end; i++) {
      critical[i] += gone * expected[i - start] / Math.max(1e-300, all);
    }
    return segments(critical).ratio();
  }

  private boolean controlled() {
    return Timeline.sum(line.otherPolice, start, end) >= LEAST_CONTROLS * (end - start);
  }

  private boolean controlsFell() {
    Optional<Change> change = share(line.otherCritical, line.otherPolice);
    boolean lessCritical =
        change.isPresent()
            && change.get().difference().upper() < 0
            && change.get().difference().estimate() < -SHARE_FALL * change.get().expected();
    return lessCritical || controlsFellSilent();
  }

  /** At the same times of day, far fewer posts of any kind than before: was there listening? */
  private boolean controlsFellSilent() {
    double now = 0;
    double usually = 0;
    for (int i = line.before; i < end; i++) {
      double sum = 0;
      int days = 0;
      for (int t = i - line.perDay(); t >= 0; t -= line.perDay()) {
        if (t < line.before) {
          sum += line.otherPolice[t];
          days++;
        }
      }
      if (days > 0) {
        now += line.otherPolice[i];
        usually += sum / days;
      }
    }
    return usually >= CONTROL_POSTS && now < VOLUME_FALL * usually;
  }

  /** What is said elsewhere, relative to its mean, smooth enough not to bring in its own chance. */
  private static double[] scale(double[] posts) {
    double[] scale = new double[posts.length];
    double mean = Timeline.sum(posts, 0, posts.length) / Math.max(1, posts.length);
    for (int t = 0; t < posts.length; t++) {
      int reach = 0;
      double sum = posts[t];
      int size = 1;
      while (sum < CONTROL_POSTS && size < posts.length) {
        reach++;
        if (t - reach >= 0) {
          sum += posts[t - reach];
          size++;
        }
        if (t + reach < posts.length) {
          sum += posts[t + reach];
          size++;
        }
      }
      scale[t] = mean < LEAST_CONTROLS ? 1 : sum / size / mean;
    }
    return scale;
  }

  private List<Point> curve(double[] expected) {
    List<Point> points = new ArrayList<>();
    for (int i = start; i < end; i++) {
      points.add(new Point(line.from(i), (long) line.critical[i], expected[i - start]));
    }
    return List.copyOf(points);
  }

  private Optional<Echo> echo(Predicate<Instant> side) {
    List<Repeats> counted =
        counts.repeats().stream().filter(repeats -> side.test(repeats.from())).toList();
    return counted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Echo(
                counted.stream().mapToLong(Repeats::claim).sum(),
                counted.stream().mapToLong(Repeats::correction).sum()));
  }

  private Optional<Duration> settledAfter() {
    long needed = Math.max(1, buckets(settings.calmFor()));
    int since = line.before;
    for (int i = line.before; i < line.before + line.after; i++) {
      if (line.critical[i] > settings.calm()) {
        since = i + 1;
      }
      if (i + 1 - since >= needed) {
        return Optional.of(Duration.between(counts.statement(), line.from(since)));
      }
    }
    return Optional.empty();
  }

  private boolean within(Instant other) {
    return end > start
        && !other.isBefore(line.from(start))
        && other.isBefore(line.from(end - 1).plus(counts.bucket()));
  }

  private long buckets(Duration time) {
    return time.toSeconds() / counts.bucket().toSeconds();
  }

  /** The regression around the statement: level, decay, and what the statement changed in both. */
  private static final class Segments {
    private static final int RISE = 1;
    private static final double[] PRIOR = {1e-6, 0.01, 0.04, 0.04, 0.1, 0.1};
    private static final double DAYS_FOR_A_SEASON = 2;

    private final Timeline line;
    private final Family family;
    private final boolean seasonal;
    private final int before;
    private final double[][] with;
    private final double[][] without;
    private final Regression fit;

    Segments(Timeline line, double[] counts, int start, int end, Family family, boolean ofVolume) {
      this.line = line;
      this.family = family;
      before = line.before - start;
      int n = end - start;
      seasonal =
          ofVolume
              && n >= DAYS_FOR_A_SEASON * line.perDay()
              && before >= line.perDay()
              && line.perDay() >= 4;
      with = new double[n][];
      without = new double[n][];
      double[] y = new double[n];
      for (int t = 0; t < n; t++) {
        y[t] = counts[start + t];
        with[t] = row(start + t, n, true);
        without[t] = row(start + t, n, false);
      }
      double[] prior = new double[with[0].length];
      System.arraycopy(PRIOR, 0, prior, 0, prior.length);
      fit = new Regression(family, with, y, prior);
    }

    private double[] row(int index, int n, boolean stated) {
      double distance = line.distance(index);
      double after = stated && index >= line.before ? 1 : 0;
      double[] row = new double[seasonal ? 6 : 4];
      row[0] = 1;
      row[1] = distance / before;
      row[2] = after;
      row[3] = after * distance / Math.max(1, n - before);
      if (seasonal) {
        double angle = 2 * Math.PI * distance / line.perDay();
        row[4] = Math.sin(angle);
        row[5] = Math.cos(angle);
      }
      return row;
    }

    boolean seasonal() {
      return seasonal;
    }

    boolean rising() {
      double[] slope = new double[with[0].length];
      slope[RISE] = 1;
      return fit.coefficient(RISE) > RISING * fit.standardError(slope);
    }

    /** Without the statement. */
    double[] expected() {
      double[] means = new double[without.length];
      for (int t = 0; t < means.length; t++) {
        means[t] = family.mean(t, fit.predictor(without[t]));
      }
      return means;
    }

    Interval ratio() {
      double logRatio = Math.log(after(with) / after(without));
      double[] gradient = gradient(with, 1 / after(with));
      double[] other = gradient(without, 1 / after(without));
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] -= other[j];
      }
      double half = half(gradient);
      return new Interval(Math.exp(logRatio), Math.exp(logRatio - half), Math.exp(logRatio + half));
    }

    /** Of shares. */
    Interval difference(double posts) {
      double difference = (after(with) - after(without)) / posts;
      double[] gradient = gradient(with, 1 / posts);
      double[] other = gradient(without, 1 / posts);
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] -= other[j];
      }
      double half = half(gradient);
      return new Interval(
          difference, Math.max(-1, difference - half), Math.min(1, difference + half));
    }

    private double half(double[] gradient) {
      return StudentT.twoSided(fit.degreesOfFreedom(), ERROR) * fit.standardError(gradient);
    }

    private double after(double[][] rows) {
      double sum = 0;
      for (int t = before; t < rows.length; t++) {
        sum += family.mean(t, fit.predictor(rows[t]));
      }
      return Math.max(1e-12, sum);
    }

    private double[] gradient(double[][] rows, double factor) {
      double[] gradient = new double[rows[0].length];
      for (int t = before; t < rows.length; t++) {
        double slope = factor * family.slope(t, fit.predictor(rows[t]));
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] += slope * rows[t][j];
        }
      }
      return gradient;
    }
  }
}
