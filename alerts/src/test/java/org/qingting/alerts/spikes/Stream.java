package org.qingting.alerts.spikes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.qingting.model.Alert;

/** Invented streams of posts, and what the detector says about them. */
final class Stream {
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private Stream() {}

  static Instant hour(double hours) {
    return START.plusMillis((long) (hours * 3_600_000));
  }

  /** One critical original post by a person, fetched five minutes later. */
  static Observation post(double hour, long person, String id) {
    return post(hour, person, id, "forum", true);
  }

  /** One original post of a feed, fetched five minutes later. */
  static Observation post(double hour, long person, String id, String feed, boolean critical) {
    return new Observation(
        hour(hour),
        hour(hour).plus(Duration.ofMinutes(5)),
        critical,
        false,
        person,
        feed,
        feed,
        id,
        "models-1");
  }

  /** All that is said about the posts in this order, in one series, and on to three days later. */
  static List<Alert> run(List<Observation> posts) {
    Watched watched = new Watched();
    List<Alert> said = watched.feed(posts);
    said.addAll(watched.advance(posts.get(posts.size() - 1).at().plus(Duration.ofDays(3))));
    return said;
  }

  /** Ordinary life: a Chinese day and week, over-dispersed hours, days that differ. */
  static LongToDoubleFunction ordinary(double perHour, Random random, int days) {
    double[] factors = new double[days + 1];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = Math.exp(0.2 * random.nextGaussian() - 0.02) * (i % 7 >= 5 ? 0.8 : 1.08);
    }
    return hour -> {
      return perHour * day((double) hour) * factors[(int) (hour / 24)];
    };
  }

  /** A Chinese day: most at three in the afternoon. */
  static double day(double hour) {
    return 1 + 0.8 * Math.cos(((hour + 8) % 24 - 15) / 24 * 2 * Math.PI);
  }

  /**
   * Critical posts in time order, each hour negative binomial of the given size, and a neutral post
   * every six hours, so that silence is calm and not deafness.
   */
  static List<Observation> posts(
      LongToDoubleFunction rate, int hours, double size, int people, Random random) {
    List<Observation> posts = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      if (hour % 6 == 0) {
        posts.add(post(hour, 0, "n" + hour, "forum", false));
      }
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
