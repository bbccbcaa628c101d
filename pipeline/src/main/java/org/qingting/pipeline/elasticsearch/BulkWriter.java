package org.qingting.pipeline.elasticsearch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.util.IOUtils;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Answer;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Fate;
import org.qingting.search.elasticsearch.ElasticsearchViews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits, and decides by the answers what waits on. */
final class BulkWriter extends AsyncSinkWriter<BulkDocument, BulkDocument> {
  private static final Logger LOG = LoggerFactory.getLogger(BulkWriter.class);
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);
  private static final ElementConverter<BulkDocument, BulkDocument> AS_IT_IS =
      (document, context) -> document;

  private final ElasticsearchBulk bulk;
  private final ElasticsearchViews views;
  private final WaitingRoom room;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private volatile String reason = "";
  private long lastSaid = Long.MIN_VALUE;

  /** What is known before Flink's writer is made, and what can only be known after. */
  private static final class Wiring {
    private BulkWriter writer;
  }

  static BulkWriter open(
      ElasticsearchBulk bulk,
      ElasticsearchViews views,
      ElasticsearchSink.Limits limits,
      WriterInitContext context,
      Collection<BufferedRequestState<BulkDocument>> recovered) {
    WaitingRoom room = new WaitingRoom(limits.buffered(), limits.bufferedBytes());
    Wiring wiring = new Wiring();
    Door door =
        new Door(
            limits.inFlight(),
            limits.batch(),
            room,
            new Pause(() -> ThreadLocalRandom.current().nextDouble()),
            pause -> wiring.writer.pause(pause));
    wiring.writer = new BulkWriter(bulk, views, limits, context, recovered, room, door);
    return wiring.writer;
  }

  private BulkWriter(
      ElasticsearchBulk bulk,
      ElasticsearchViews views,
      ElasticsearchSink.Limits limits,
      WriterInitContext context,
      Collection<BufferedRequestState<BulkDocument>> recovered,
      WaitingRoom room,
      Door door) {
    super(
        AS_IT_IS,
        context,
        AsyncSinkWriterConfiguration.builder()
            .setMaxBatchSize(limits.batch())
            .setMaxBatchSizeInBytes(limits.batchBytes())
            .setMaxInFlightRequests(limits.inFlight())
            .setMaxBufferedRequests(limits.buffered())
            .setMaxTimeInBufferMS(limits.collectMillis())
            .setMaxRecordSizeInBytes(limits.batchBytes())
            .setRateLimitingStrategy(door)
            .build(),
        recovered,
        new SimpleBatchCreator<>(limits.batchBytes()),
        room);
    this.bulk = bulk;
    this.views = views;
    this.room = room;
    this.mailbox = context.getMailboxExecutor();
    this.time = context.getProcessingTimeService();
    context.metricGroup().gauge("waitingDocuments", room::count);
  }

  @Override
  public void write(BulkDocument document, Context context)
      throws IOException, InterruptedException {
    while (room.isClosed() && room.isFull()) {
      // The end of the pause is among what comes.
      mailbox.yield();
    }
    super.write(document, context);
  }

  /** Before a checkpoint all is sent that can be; what cannot be becomes part of it. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    super.flush(true);
    while (endOfInput && room.count() > 0) {
      mailbox.yield();
      super.flush(true);
    }
  }

  @Override
  protected void submitRequestEntries(
      List<BulkDocument> documents, ResultHandler<BulkDocument> result) {
    CompletableFuture<?> unused =
        bulk.write(documents)
            .thenCompose(answers -> again(documents, answers))
            .whenComplete(
                (again, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(new IOException(failure));
                  } else if (again.isEmpty()) {
                    result.complete();
                  } else {
                    result.retryForEntries(again);
                  }
                });
  }

  /** What is to be sent again, once what is refused for good is told of. */
  private CompletableFuture<List<BulkDocument>> again(
      List<BulkDocument> documents, List<Answer> answers) {
    List<BulkDocument> again = new ArrayList<>();
    List<BulkDocument> refusals = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Answer answer = answers.get(i);
      BulkDocument document = documents.get(i);
      if (answer.fate() == Fate.AGAIN) {
        reason = answer.reason();
        again.add(document);
      } else if (answer.fate() == Fate.NEVER) {
        LOG.error(
            "Elasticsearch refused document {} of {}: {}",
            document.id(),
            document.index(),
            answer.reason());
        if (!views.isRejection(document)) {
          refusals.add(views.rejected(document, answer.reason(), Instant.now()));
        }
      }
    }
    if (refusals.isEmpty()) {
      return CompletableFuture.completedFuture(again);
    }
    return bulk.write(refusals)
        .thenApply(
            told -> {
              for (int i = 0; i < refusals.size(); i++) {
                if (told.get(i).fate() != Fate.KEPT) {
                  reason = told.get(i).reason();
                  again.add(refusals.get(i));
                }
              }
              return again;
            });
  }

  private void pause(Duration length) {
    say();
    ScheduledFuture<?> unused =
        time.registerTimer(
            time.getCurrentProcessingTime() + length.toMillis(),
            now -> {
              room.open();
              super.flush(true);
              if (!room.isClosed() && lastSaid != Long.MIN_VALUE) {
                lastSaid = Long.MIN_VALUE;
                LOG.info("Elasticsearch takes documents again");
              }
            });
  }

  private void say() {
    long now = time.getCurrentProcessingTime();
    if (lastSaid == Long.MIN_VALUE || now - lastSaid >= SAY_AGAIN.toMillis()) {
      lastSaid = now;
      LOG.warn(
          "Elasticsearch does not take everything; {} documents and more wait and are tried again:"
              + " {}",
          room.count(),
          reason);
    }
  }

  @Override
  protected long getSizeInBytes(BulkDocument document) {
    return document.size();
  }

  @Override
  public void close() {
    IOUtils.closeQuietly(bulk);
  }
}
