package org.qingting.pipeline.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets facts out only after the checkpoint that holds the state which stated them, so that no crash
 * can make the job forget an alert that somebody has read.
 */
final class DeskSink implements Sink<JobFact>, SupportsCommitter<JobFact> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(DeskSink.class);

  private final FactKeeper.Opener opener;

  DeskSink(FactKeeper.Opener opener) {
    this.opener = opener;
  }

  @Override
  public SinkWriter<JobFact> createWriter(WriterInitContext context) {
    return new Writer();
  }

  @Override
  public Committer<JobFact> createCommitter(CommitterInitContext context) {
    return new DeskCommitter(opener);
  }

  @Override
  public SimpleVersionedSerializer<JobFact> getCommittableSerializer() {
    return new FactSerializer();
  }

  /** Gathers the facts of one checkpoint; of a source only the newest status matters. */
  private static final class Writer implements CommittingSinkWriter<JobFact, JobFact> {
    private final Map<String, JobFact> facts = new LinkedHashMap<>();

    @Override
    public void write(JobFact fact, Context context) {
      facts.put(key(fact), fact);
    }

    private static String key(JobFact fact) {
      if (fact.alert() != null) {
        return "alert " + fact.alert().id() + " " + fact.alert().revision();
      }
      return fact.incident() != null
          ? "incident " + fact.incident().id()
          : "source " + fact.source().source();
    }

    @Override
    public void flush(boolean endOfInput) {
      // Facts leave by prepareCommit alone.
    }

    @Override
    public Collection<JobFact> prepareCommit() {
      List<JobFact> all = new ArrayList<>(facts.values());
      facts.clear();
      return all;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }

  private static final class DeskCommitter implements Committer<JobFact> {
    private final FactKeeper.Opener opener;
    private FactKeeper keeper;

    DeskCommitter(FactKeeper.Opener opener) {
      this.opener = opener;
    }

    @Override
    public void commit(Collection<CommitRequest<JobFact>> requests) {
      if (requests.isEmpty()) {
        return;
      }
      try {
        if (keeper == null) {
          keeper = opener.open();
        }
        keeper.keep(requests.stream().map(CommitRequest::getCommittable).toList());
      } catch (IOException e) {
        LOG.warn("The desk cannot be reached and is tried again: {}", e.getMessage());
        requests.forEach(CommitRequest::retryLater);
      }
    }

    @Override
    public void close() throws IOException {
      if (keeper != null) {
        keeper.close();
      }
    }
  }

  /** JSON, so that a stored checkpoint outlives a new component of a record. */
  private static final class FactSerializer implements SimpleVersionedSerializer<JobFact> {
    private static final ObjectMapper JSON =
        new ObjectMapper().registerModule(new JavaTimeModule());

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(JobFact fact) throws IOException {
      return JSON.writeValueAsBytes(fact);
    }

    @Override
    public JobFact deserialize(int version, byte[] bytes) throws IOException {
      return JSON.readValue(bytes, JobFact.class);
    }
  }
}
