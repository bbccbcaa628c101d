package org.qingting.alerts.spikes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** Invented streams of posts, and what the detector says about them. */
final class Stream {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private Stream() {}

  static Instant hour(double hours) {
    return START.plusMillis((long) (hours * 3_600_000));
  }

  /** One negative original post by a person, fetched five minutes later. */
  static Observation post(double hour, long person, String id) {
    return new Observation(
        hour(hour), hour(hour).plus(Duration.ofMinutes(5)), true, false, person, "forum", id);
  }

  /** Feeds an observation as the job does: the watermark, ten minutes behind, first. */
  static List<Alert> feed(SpikeDetector detector, SeriesState state, Observation post) {
    List<Alert> said = new ArrayList<>();
    detector.advance(state, post.fetchedAt().minus(Duration.ofMinutes(15))).ifPresent(said::add);
    detector.observe(state, post).ifPresent(said::add);
    return said;
  }

  /** All that is said about the posts in this order, and on to the end of the watermark. */
  static List<Alert> run(
      SpikeDetector detector, SeriesState state, List<Observation> posts, Instant end) {
    List<Alert> said = new ArrayList<>();
    for (Observation post : posts) {
      said.addAll(feed(detector, state, post));
    }
    detector.advance(state, end).ifPresent(said::add);
    return said;
  }

  static List<Alert> run(List<Observation> posts) {
    SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);
    SeriesState state = detector.begin(Series.OVERALL);
    Instant end = posts.get(posts.size() - 1).at().plus(Duration.ofDays(3));
    return run(detector, state, posts, end);
  }

  /** Ordinary life: a Chinese day and week, over-dispersed hours, days that differ. */
  static LongToDoubleFunction ordinary(double perHour, Random random, int days) {
    double[] day = new double[days + 1];
    for (int i = 0; i < day.length; i++) {
      day[i] = Math.exp(0.2 * random.nextGaussian() - 0.02) * (i % 7 >= 5 ? 0.8 : 1.08);
    }
    return hour -> {
      double local = (hour + 8) % 24;
      double season = 1 + 0.8 * Math.cos((local - 15) / 24 * 2 * Math.PI);
      return perHour * season * day[(int) (hour / 24)];
    };
  }

  /** Posts in time order; each hour negative binomial of the given size. */
  static List<Observation> posts(
      LongToDoubleFunction rate, int hours, double size, int people, Random random) {
    List<Observation> posts = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      int count = poisson(rate.applyAsDouble(hour) * gamma(size, random) / size, random);
      double[] when = random.doubles(count).sorted().toArray();
      for (double minute : when) {
        long person = 1L + random.nextInt(people);
        posts.add(post(hour + minute, person, "p" + posts.size()));
      }
    }
    return posts;
  }

  static int poisson(double mean, Random random) {
    if (mean > 60) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double left = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > left) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** Gamma with shape and scale 1 (Marsaglia and Tsang). */
  static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
