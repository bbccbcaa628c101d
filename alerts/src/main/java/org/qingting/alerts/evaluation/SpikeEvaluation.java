package org.qingting.alerts.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How well spikes are found in labelled series of counts.
 *
 * @param nabScore of the Numenta Anomaly Benchmark's standard profile: 100 is perfect, 0 as good as
 *     saying nothing; negative where false alarms weigh more than what was found
 * @param windows in which something is to be found
 * @param found windows with an alarm
 * @param falseAlarmsPerSeriesWeek alarms outside every window and probationary period, over the
 *     whole length of all series
 */
public record SpikeEvaluation(
    double nabScore, int windows, int found, double falseAlarmsPerSeriesWeek) {
  private static final double WEEK_MILLIS = Duration.ofDays(7).toMillis();

  /**
   * Shows every series to a detector of its own.
   *
   * @param directory in the benchmark's layout: {@code windows.json} and the CSV files it names
   * @param detectors makes a fresh one
   * @throws IllegalArgumentException saying what in the directory is missing or malformed
   */
  public static SpikeEvaluation of(Path directory, Supplier<? extends CountDetector> detectors)
      throws IOException {
    NabScore score = new NabScore();
    double weeks = 0;
    for (LabelledSeries series : new NabDirectory(directory).read()) {
      score.add(series.rows(), series.windows(), series.alarms(detectors.get()));
      weeks += series.length().toMillis() / WEEK_MILLIS;
    }
    if (score.windows() == 0) {
      throw new IllegalArgumentException(
          "no window that ends after the unscored start of its series");
    }
    return new SpikeEvaluation(
        score.normalised(), score.windows(), score.found(), score.falseAlarms() / weeks);
  }

  /** One line of JSON, as {@code qingting evaluate spikes} prints it. */
  public String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"nabScore\":%.2f,\"windows\":%d,\"found\":%d,\"falseAlarmsPerSeriesWeek\":%.4f}",
        nabScore,
        windows,
        found,
        falseAlarmsPerSeriesWeek);
  }
}
