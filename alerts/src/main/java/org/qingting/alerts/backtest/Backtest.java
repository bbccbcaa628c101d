package org.qingting.alerts.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.qingting.alerts.spikes.Counting;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Series;

/**
 * Runs stored opinions, in the order in which they were written, through fresh detectors of several
 * sensitivities, as if each had been fetched the moment it was published and everything else heard
 * ten minutes later. The first days ({@link SpikeSettings#trial}) are history, as they are for a
 * new home. Holds counts and ids, no text; used by one thread.
 */
public final class Backtest {
  /** How long after a bucket's end it is judged: the source's polls and their slack. */
  static final Duration SLACK = Duration.ofMinutes(10);

  private final SpikeSettings settings;
  private final Instant judgedFrom;
  private final List<Replay> replays = new ArrayList<>();
  private final DailyCounts days;
  private Replay chosen;
  private Instant last;
  private long posts;

  /**
   * One thing that would have been told.
   *
   * @param series what rose
   * @param onset start of the first bucket that rose
   * @param raisedAt when it would have been told
   * @param confirmedAt when its bucket was judged and it was found to be a wave; null if it was not
   * @param overAt when it ended or was withdrawn; null if it still went on
   * @param withdrawn whether it was taken back: a false alarm
   * @param observed critical posts counted by its last statement
   * @param expected how many its past explained for the same time
   * @param people distinct people among the observed
   * @param trigger which test found it
   * @param everyDays days between two such rises by chance alone; 0 where not known
   * @param matter number of the matter, from 1: episodes that a phone would ring for together
   */
  public record Episode(
      Series series,
      Instant onset,
      Instant raisedAt,
      Instant confirmedAt,
      Instant overAt,
      boolean withdrawn,
      long observed,
      double expected,
      long people,
      Alert.Trigger trigger,
      double everyDays,
      int matter) {}

  /**
   * What one sensitivity costs and brings.
   *
   * @param falsePerWeek the setting
   * @param alerts alerts told
   * @param matters matters told: alerts that belong together counted once
   * @param withdrawn alerts taken back
   * @param alertsPerWeek {@code alerts} in a week of the judged time
   * @param mattersPerWeek how often a phone would ring in a week
   * @param withdrawnPerWeek {@code withdrawn} in a week
   * @param medianDelayMinutes from the onset to the first statement, over the episodes that every
   *     sensitivity finds; NaN where there are none
   */
  public record Sensitivity(
      double falsePerWeek,
      int alerts,
      int matters,
      int withdrawn,
      double alertsPerWeek,
      double mattersPerWeek,
      double withdrawnPerWeek,
      double medianDelayMinutes) {}

  /**
   * One day.
   *
   * @param date in the settings' zone
   * @param police posts about police, reposts merged
   * @param critical the critical ones among them
   * @param usual median of critical posts on the up to 28 days before; NaN without any
   */
  public record Day(LocalDate date, long police, long critical, double usual) {}

  /**
   * What came of it.
   *
   * @param from the first moment judged; null where the time was too short for any
   * @param until the end of what was heard; null without posts
   * @param judged how much time was judged
   * @param posts how many opinions were counted
   * @param falsePerWeek the sensitivity that {@code episodes} are of
   * @param episodes what would have been told, in time order
   * @param compared how many episodes every sensitivity finds: those the delays are of
   * @param sensitivities from the calmest to the most sensitive
   * @param days all days from the first judged one on, without gaps
   */
  public record Report(
      Instant from,
      Instant until,
      Duration judged,
      long posts,
      double falsePerWeek,
      List<Episode> episodes,
      int compared,
      List<Sensitivity> sensitivities,
      List<Day> days) {
    public Report {
      episodes = List.copyOf(episodes);
      sensitivities = List.copyOf(sensitivities);
      days = List.copyOf(days);
    }
  }

  /**
   * Begins.
   *
   * @param settings how alerts are judged; their sensitivity is always among those compared
   * @param falsePerWeek other sensitivities to compare
   * @param judgedFrom what is told before only teaches what is usual; null to judge from the start
   * @throws IllegalArgumentException naming a sensitivity that cannot be
   */
  public Backtest(SpikeSettings settings, Collection<Double> falsePerWeek, Instant judgedFrom) {
    this.settings = settings;
    this.judgedFrom = judgedFrom == null ? Instant.MIN : judgedFrom;
    days = new DailyCounts(settings.zone());
    TreeSet<Double> all = new TreeSet<>(falsePerWeek);
    all.add(settings.falsePerWeek());
    for (double each : all) {
      Replay replay = new Replay(settings.withFalsePerWeek(each), this.judgedFrom);
      replays.add(replay);
      if (each == settings.falsePerWeek()) {
        chosen = replay;
      }
    }
  }

  /**
   * Takes the next opinion.
   *
   * @param person number of its author, for counting; 0 where unknown
   * @param batch the import that brought it; {@code ""} for crawled posts
   * @throws IllegalArgumentException if it is older than the one before
   */
  public void take(Opinion opinion, long person, String batch) {
    List<Series> series = Counting.series(opinion);
    if (!series.isEmpty()) {
      take(series, Counting.observation(opinion, person, batch));
    }
  }

  /**
   * Takes the next post, counted already.
   *
   * @throws IllegalArgumentException if it is older than the one before
   */
  public void take(List<Series> series, Observation post) {
    if (last != null && post.at().isBefore(last)) {
      throw new IllegalArgumentException("posts must come in time order, oldest first");
    }
    last = post.at();
    posts++;
    days.count(post);
    // As if fetched at once: stored posts of long ago would all be "about the past".
    Observation heard =
        new Observation(
            post.at(),
            post.at(),
            post.critical(),
            post.repost(),
            post.person(),
            post.source(),
            post.feed(),
            post.post(),
            post.reading());
    for (Replay replay : replays) {
      replay.take(series, heard);
    }
  }

  /** Closes the last bucket and says what came of it all. Called once. */
  public Report report() {
    Duration judged = Duration.ZERO;
    Instant from = null;
    if (last != null) {
      Instant end = last.plus(settings.bucket());
      replays.forEach(replay -> replay.advance(end));
      judged = chosen.judged();
      from = chosen.judgedSince();
    }
    Comparison comparison = Comparison.of(replays.stream().map(Replay::told).toList());
    List<Sensitivity> sensitivities = new ArrayList<>();
    for (int i = 0; i < replays.size(); i++) {
      sensitivities.add(sensitivity(replays.get(i), judged, comparison.medianDelay(i)));
    }
    return new Report(
        from,
        last,
        judged,
        posts,
        settings.falsePerWeek(),
        episodes(chosen.told()),
        comparison.compared(),
        sensitivities,
        from == null ? List.of() : days.since(from));
  }

  private static Sensitivity sensitivity(Replay replay, Duration judged, double medianDelay) {
    int withdrawn = (int) replay.told().stream().filter(Told::withdrawn).count();
    int matters = Matters.of(replay.told()).count();
    double weeks = judged.toMillis() / (double) Duration.ofDays(7).toMillis();
    return new Sensitivity(
        replay.falsePerWeek(),
        replay.told().size(),
        matters,
        withdrawn,
        perWeek(replay.told().size(), weeks),
        perWeek(matters, weeks),
        perWeek(withdrawn, weeks),
        medianDelay);
  }

  private static double perWeek(int count, double weeks) {
    return weeks == 0 ? 0 : count / weeks;
  }

  private static List<Episode> episodes(List<Told> told) {
    Matters matters = Matters.of(told);
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      episodes.add(told.get(i).episode(matters.matter(i)));
    }
    return episodes;
  }
}
