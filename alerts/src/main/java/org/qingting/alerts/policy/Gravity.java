package org.qingting.alerts.policy;

import java.util.Set;

/**
 * What the rules look at: facts about one alert.
 *
 * @param theme theme id; {@code ""} for all
 * @param place where; {@code ""} for nowhere in particular
 * @param observed critical posts
 * @param expected how many the past explains
 * @param people distinct people
 * @param sources distinct sources
 * @param reposts reposts of the observed
 * @param claims kinds of grave claims: death, gunfire, custody, minor
 * @param where whose it is
 */
public record Gravity(
    String theme,
    String place,
    long observed,
    double expected,
    long people,
    long sources,
    long reposts,
    Set<String> claims,
    Jurisdiction.Verdict where) {

  public Gravity {
    claims = Set.copyOf(claims);
  }
}
