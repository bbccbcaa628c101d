package org.qingting.alerts.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qingting.model.SourceStatus;

/**
 * What is heard of the sources: which are silent, since when, and which came back. Silent is a
 * source that cannot be read, or that can be read and brings nothing any more although it used to:
 * a page whose layout was changed fails without an error. Pure.
 *
 * @param sources what is known of each
 */
record Coverage(Map<String, Heard> sources) {
  private static final Duration LEAST_WAIT = Duration.ofMinutes(30);
  private static final int TRIES = 3;
  private static final int DAYS = 7;
  private static final int LEAST_DAYS = 3;

  /** A source with fewer posts on its median day may well be silent for a day. */
  private static final long BUSY = 24;

  private static final Duration BARREN = Duration.ofHours(24);

  /** Nothing heard yet. */
  static final Coverage NONE = new Coverage(Map.of());

  Coverage {
    sources = sources == null ? Map.of() : Map.copyOf(sources);
  }

  /**
   * What is known of one source.
   *
   * @param posts taken in since the home was made
   * @param lastNew when that number last grew
   * @param day the day of {@code dayBegan}, as ISO 8601
   * @param dayBegan posts when that day began
   * @param daily posts of the days before, oldest first
   * @param gap why it is silent; {@code ""} while it is not
   * @param since since when
   */
  record Heard(
      long posts,
      Instant lastNew,
      String day,
      long dayBegan,
      List<Long> daily,
      String gap,
      Instant since) {
    Heard {
      daily = List.copyOf(daily);
    }

    private static Heard first(SourceStatus status, LocalDate today, Instant now) {
      return new Heard(status.posts(), now, today.toString(), status.posts(), List.of(), "", null);
    }

    private Heard counted(SourceStatus status, LocalDate today, Instant now) {
      List<Long> days = new ArrayList<>(daily);
      boolean newDay = !today.toString().equals(day);
      if (newDay) {
        days.add(posts - dayBegan);
        if (days.size() > DAYS) {
          days.remove(0);
        }
      }
      return new Heard(
          status.posts(),
          status.posts() > posts ? now : lastNew,
          today.toString(),
          newDay ? posts : dayBegan,
          days,
          gap,
          since);
    }

    private Heard with(String newGap, Instant newSince) {
      return new Heard(posts, lastNew, day, dayBegan, daily, newGap, newSince);
    }

    private boolean isBusy() {
      return daily.size() >= LEAST_DAYS
          && daily.stream().sorted().skip(daily.size() / 2).findFirst().get() >= BUSY;
    }
  }

  /**
   * What changed.
   *
   * @param coverage as it is now
   * @param gone sources that fell silent, by id, with the reason
   * @param back sources that came back
   */
  record Change(Coverage coverage, Map<String, String> gone, List<String> back) {}

  /**
   * Looks at the sources.
   *
   * @param began when this process began to listen: what it could not hear before is no gap of a
   *     source
   */
  Change look(
      Collection<Watched> watched,
      Map<String, SourceStatus> statuses,
      Instant began,
      Instant now,
      ZoneId zone) {
    Map<String, Heard> after = new HashMap<>();
    Map<String, String> gone = new TreeMap<>();
    List<String> back = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(now, zone);
    for (Watched source : watched) {
      SourceStatus status = statuses.getOrDefault(source.id(), SourceStatus.unknown(source.id()));
      Heard before = sources.get(source.id());
      Heard heard =
          before == null ? Heard.first(status, today, now) : before.counted(status, today, now);
      String gap = gap(source, status, heard, began, now);
      if (!gap.isEmpty() && heard.gap().isEmpty()) {
        gone.put(source.id(), gap);
        heard = heard.with(gap, now);
      } else if (gap.isEmpty() && !heard.gap().isEmpty()) {
        back.add(source.id());
        heard = heard.with("", null);
      }
      after.put(source.id(), heard);
    }
    return new Change(new Coverage(after), gone, back);
  }

  private static String gap(
      Watched source, SourceStatus status, Heard heard, Instant began, Instant now) {
    Duration wait = source.every().multipliedBy(TRIES);
    Instant reached = status.lastFetched().isAfter(began) ? status.lastFetched() : began;
    boolean tooLong =
        reached.plus(wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait).isBefore(now);
    if (tooLong || (status.failures() >= TRIES && status.lastTried().isAfter(began))) {
      return "unreachable";
    }
    Instant silentSince = heard.lastNew().isAfter(began) ? heard.lastNew() : began;
    return heard.isBusy() && silentSince.plus(BARREN).isBefore(now) ? "barren" : "";
  }
}
