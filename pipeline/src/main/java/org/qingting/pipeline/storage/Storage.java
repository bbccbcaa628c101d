package org.qingting.pipeline.storage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ElasticsearchAccess;
import org.qingting.pipeline.elasticsearch.ElasticsearchArchive;
import org.qingting.pipeline.job.Archive;
import org.qingting.pipeline.job.LuceneArchive;
import org.qingting.search.OpinionReader;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchDocuments;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.lucene.LuceneIndex;

/**
 * Which of the backends an office uses, decided once by its configuration. Holds paths and
 * addresses only and travels with the job; every process opens for itself.
 *
 * @param index folder of the embedded index; used without Elasticsearch
 * @param desk file of the desk's database; used unless the job runs on a cluster
 * @param elasticsearch null for the embedded index
 * @param cluster whether the desk is in Elasticsearch too
 */
public record Storage(String index, String desk, ElasticsearchAccess elasticsearch, boolean cluster)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * As configured.
   *
   * @param index folder of an embedded index
   * @param desk file of a desk's database
   */
  public static Storage of(Path index, Path desk, Configuration configuration) {
    return new Storage(
        index.toString(),
        desk.toString(),
        configuration.elasticsearch(),
        configuration.engine() == Configuration.Engine.CLUSTER);
  }

  /** Where the job keeps what it read. */
  public Archive archive() {
    if (elasticsearch == null) {
      String folder = index;
      return new LuceneArchive(() -> new LuceneIndex(Path.of(folder)));
    }
    ElasticsearchAccess access = elasticsearch;
    return new ElasticsearchArchive(() -> new ElasticsearchBulk(settings(access)), access.prefix());
  }

  /** Finds what was kept. */
  public OpinionReader openReader() throws IOException {
    if (elasticsearch == null) {
      return new LuceneIndex(Path.of(index)).openReader();
    }
    // The reader has a connection of its own.
    try (ElasticsearchIndex opened = new ElasticsearchIndex(settings(elasticsearch))) {
      return opened.openReader();
    }
  }

  /** Writes what only dashboards read; empty where nothing but the console shows anything. */
  public Optional<ElasticsearchBulk> openViews() throws IOException {
    return elasticsearch == null
        ? Optional.empty()
        : Optional.of(new ElasticsearchBulk(settings(elasticsearch)));
  }

  /** The desk's documents. */
  public DeskStore openDesk() throws IOException {
    return cluster
        ? new ElasticsearchDeskStore(new ElasticsearchDocuments(settings(elasticsearch)))
        : SqliteDeskStore.open(Path.of(desk));
  }

  /**
   * Looks whether everything can be worked with, so that a command can say at once what is wrong.
   *
   * @throws IOException saying what is
   */
  public void check() throws IOException {
    if (elasticsearch != null) {
      try (ElasticsearchIndex opened = new ElasticsearchIndex(settings(elasticsearch))) {
        opened.check();
      }
    }
  }

  /**
   * Whether what the job has stated to be kept of an import can be found: a sink may hold it for as
   * long as its server takes nothing.
   *
   * @param indexed how many, as the job stated
   */
  public boolean holds(String batch, long indexed) throws IOException {
    if (elasticsearch == null || indexed == 0) {
      return true;
    }
    try (ElasticsearchIndex opened = new ElasticsearchIndex(settings(elasticsearch))) {
      return opened.kept(batch) >= indexed;
    }
  }

  private static ElasticsearchSettings settings(ElasticsearchAccess access) throws IOException {
    try {
      return access.settings(System::getenv);
    } catch (ConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
