package org.qingting.pipeline.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.dispatch.Chore;
import org.qingting.alerts.effect.StatementCounts.Vanished;
import org.qingting.model.Series;
import org.qingting.search.OpinionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, an hour, a day and two days after each statement, which share of the posts seen before it
 * is still there. A look takes minutes and has a thread of its own; one that a stop has cut short
 * is made again, one that came to nothing for a day is left out.
 */
final class VanishedRounds implements Chore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VanishedRounds.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofDays(1);
  private static final int CASES = 500;

  /** By how many hours after the statement. */
  private static final Map<Integer, String> STAGES =
      new TreeMap<>(Map.of(1, "1h", 24, "24h", 48, "48h"));

  private final Casebook casebook;
  private final OpinionReader reader;
  private final Looking looking;
  private final InstantSource clock;
  private final Set<String> underWay = new HashSet<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "vanished posts");
            daemon.setDaemon(true);
            return daemon;
          });
  private Instant looked = Instant.EPOCH;

  /** Looks for posts. */
  @FunctionalInterface
  interface Looking {
    Vanished look(OpinionReader reader, List<String> ids) throws IOException, InterruptedException;
  }

  VanishedRounds(Casebook casebook, OpinionReader reader, Looking looking, InstantSource clock) {
    this.casebook = casebook;
    this.reader = reader;
    this.looking = looking;
    this.clock = clock;
  }

  @Override
  public void work(Instant now) throws IOException {
    if (Duration.between(looked, now).abs().compareTo(LOOK_EVERY) < 0) {
      return;
    }
    looked = now;
    for (CaseFile file : casebook.newest(CASES)) {
      for (Statement statement : file.statements()) {
        Optional<String> stage = due(file, statement, now);
        if (stage.isPresent() && file.lead().isPresent()) {
          begin(file, statement, stage.get());
        }
      }
    }
  }

  /** The last stage that is reached, unless it was looked at or is long past. */
  private static Optional<String> due(CaseFile file, Statement statement, Instant now) {
    String due = null;
    if (statement.isPublished()) {
      for (Map.Entry<Integer, String> stage : STAGES.entrySet()) {
        Instant at = statement.publishedAt().plus(Duration.ofHours(stage.getKey()));
        if (!now.isBefore(at)) {
          due = now.isBefore(at.plus(LATEST)) ? stage.getValue() : null;
        }
      }
    }
    String found = due;
    boolean known =
        file.probes().stream()
            .anyMatch(
                probe -> probe.statement().equals(statement.id()) && probe.stage().equals(found));
    return known ? Optional.empty() : Optional.ofNullable(found);
  }

  private void begin(CaseFile file, Statement statement, String stage) {
    String key = file.id() + " " + statement.id() + " " + stage;
    synchronized (underWay) {
      if (!underWay.add(key)) {
        return;
      }
    }
    Series series = file.lead().map(Member::series).orElseThrow();
    thread.execute(
        () -> {
          try {
            List<String> ids =
                VanishedPosts.sample(reader, series, file.onset(), statement.publishedAt());
            Vanished found = looking.look(reader, ids);
            casebook.probed(
                file.id(),
                new CaseFile.Probe(
                    statement.id(), stage, clock.instant(), found.lookedFor(), found.gone()));
          } catch (IOException e) {
            LOG.warn("Posts could not be looked for and will be later: {}", e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            synchronized (underWay) {
              underWay.remove(key);
            }
          }
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
