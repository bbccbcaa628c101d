package org.qingting.pipeline.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.IOUtils;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.desk.Documents.Held;
import org.qingting.alerts.dispatch.Chore;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Answer;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Fate;
import org.qingting.search.elasticsearch.ElasticsearchViews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views of cases and statements, which dashboards read, in step with the casebook. What
 * could not be written is written in a later round; a case's own version sees to it that an older
 * state never replaces a newer one.
 */
final class CaseViews implements Chore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaseViews.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Open ones stand first; those long closed no longer change. */
  private static final int MOST = 1000;

  private final Casebook casebook;
  private final ElasticsearchBulk bulk;
  private final ElasticsearchViews views;
  private final Map<String, Long> written = new HashMap<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private Instant next = Instant.MIN;
  private volatile String refused = "";

  private CaseViews(Casebook casebook, ElasticsearchBulk bulk, ElasticsearchViews views) {
    this.casebook = casebook;
    this.bulk = bulk;
    this.views = views;
  }

  /** Empty where no dashboard reads them. */
  static Optional<CaseViews> open(Storage storage, Casebook casebook) throws IOException {
    return storage
        .openViews()
        .map(
            bulk ->
                new CaseViews(
                    casebook, bulk, new ElasticsearchViews(storage.elasticsearch().prefix())));
  }

  @Override
  public void work(Instant now) throws IOException {
    if (now.isBefore(next) || !writing.isDone()) {
      return;
    }
    next = now.plus(EVERY);
    List<Held<CaseFile>> changed = new ArrayList<>();
    Map<String, Long> all = new HashMap<>();
    for (Held<CaseFile> held : casebook.newestHeld(MOST)) {
      all.put(held.id(), held.version());
      if (written.getOrDefault(held.id(), 0L) < held.version()) {
        changed.add(held);
      }
    }
    written.keySet().retainAll(all.keySet());
    if (!changed.isEmpty()) {
      write(changed);
    }
  }

  private void write(List<Held<CaseFile>> changed) throws IOException {
    List<BulkDocument> documents = new ArrayList<>();
    for (Held<CaseFile> held : changed) {
      documents.addAll(CaseView.documents(held.content(), held.version(), views));
    }
    writing = bulk.write(documents).thenAccept(answers -> settle(changed, answers));
  }

  /** On a thread of the client's; the rounds wait for it to be done. */
  private void settle(List<Held<CaseFile>> changed, List<Answer> answers) {
    Optional<Answer> failed =
        answers.stream().filter(answer -> answer.fate() != Fate.KEPT).findFirst();
    if (failed.isEmpty()) {
      changed.forEach(held -> written.put(held.id(), held.version()));
      refused = "";
    } else if (!refused.equals(failed.get().reason())) {
      refused = failed.get().reason();
      LOG.warn("The dashboards' view of cases lags behind: {}", refused);
    }
  }

  @Override
  public void close() {
    IOUtils.closeQuietly(bulk);
  }
}
