package org.qingting.pipeline.desk;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.model.Alert;
import org.qingting.model.SourceStatus;
import org.qingting.pipeline.job.FactKeeper;
import org.qingting.pipeline.job.JobFact;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.WordScore;

/**
 * Keeps the job's facts at the desk, and adds to an alert the words that stand out in it and what
 * else stored posts and earlier alerts tell.
 */
final class JobFactDesk implements FactKeeper {
  private static final Duration PAST = Duration.ofDays(14);
  private static final int WORDS = 12;

  private final AlertDesk desk;
  private final OpinionReader reader;
  private final Clock clock;
  private final FindingsReader findings;

  /** Incidents that the desk has: every post that joins one states it again. */
  private final Set<String> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > 10_000;
            }
          });

  private JobFactDesk(AlertDesk desk, OpinionReader reader, Clock clock) {
    this.desk = desk;
    this.reader = reader;
    this.clock = clock;
    this.findings = new FindingsReader(reader, desk);
  }

  /** Opens the desk first: its reader is closed by nobody if that fails. */
  static JobFactDesk open(Storage storage) throws IOException {
    AlertDesk desk = new AlertDesk(storage.openDesk());
    try {
      return new JobFactDesk(desk, storage.openReader(), Clock.systemUTC());
    } catch (IOException e) {
      desk.close();
      throw e;
    }
  }

  @Override
  public void keep(List<JobFact> facts) throws IOException {
    List<SourceStatus> sources = new ArrayList<>();
    for (JobFact fact : facts) {
      if (fact.alert() != null) {
        accept(fact.alert());
      } else if (fact.incident() != null) {
        if (known.add(fact.incident().id())) {
          desk.accept(fact.incident());
        }
      } else if (fact.lead() != null) {
        desk.accept(fact.lead());
      } else if (fact.watch() != null) {
        desk.accept(fact.watch());
      } else {
        sources.add(fact.source());
      }
    }
    if (!sources.isEmpty()) {
      desk.accept(sources);
    }
  }

  private void accept(Alert alert) throws IOException {
    boolean raised = alert.phase() == Alert.Phase.RAISED;
    if (!raised && (alert.silent() || alert.phase() == Alert.Phase.WITHDRAWN)) {
      // Nobody waits for it: what was found first stays.
      desk.accept(alert, List.of(), clock.instant());
      return;
    }
    // The index commit of this alert's checkpoint was made before the alert left the job.
    reader.refresh();
    List<String> words =
        raised ? words(alert) : desk.alert(alert.id()).map(Episode::words).orElse(List.of());
    desk.accept(alert, words, findings.find(alert, words), clock.instant());
  }

  private List<String> words(Alert alert) throws IOException {
    OpinionQuery past =
        OpinionQuery.ALL.withPolice(true).between(alert.onset().minus(PAST), alert.onset());
    return reader.standoutWords(SeriesQuery.observed(alert), past, WORDS).stream()
        .map(WordScore::word)
        .toList();
  }

  @Override
  public void close() throws IOException {
    try (reader) {
      desk.close();
    }
  }
}
