package org.qingting.pipeline.elasticsearch;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.qingting.model.FetchReport;
import org.qingting.pipeline.job.IndexEntry;
import org.qingting.pipeline.job.JobFact;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchViews;

/** What the job keeps, as documents. */
final class ToDocuments {
  private ToDocuments() {}

  /** Opinions, each with its view. */
  static final class Opinions implements FlatMapFunction<IndexEntry, BulkDocument> {
    private static final long serialVersionUID = 1L;

    private final String prefix;

    Opinions(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void flatMap(IndexEntry entry, Collector<BulkDocument> out) throws IOException {
      if (entry.opinion() != null) {
        ElasticsearchIndex.documents(entry.opinion(), entry.batch(), prefix).forEach(out::collect);
      }
    }
  }

  /** Incidents, each once: every post that joins one states it again. */
  static final class Incidents extends RichFlatMapFunction<JobFact, BulkDocument> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_KNOWN = 10_000;

    private final String prefix;
    private transient ElasticsearchViews views;
    private transient Set<String> known;

    Incidents(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void open(OpenContext context) {
      views = new ElasticsearchViews(prefix);
      known =
          Collections.newSetFromMap(
              new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_KNOWN;
                }
              });
    }

    @Override
    public void flatMap(JobFact fact, Collector<BulkDocument> out) {
      if (fact.incident() != null && known.add(fact.incident().id())) {
        out.collect(views.incident(fact.incident()));
      }
    }
  }

  /** What came of fetches. */
  static final class Fetches extends RichFlatMapFunction<FetchReport, BulkDocument> {
    private static final long serialVersionUID = 1L;

    private final String prefix;
    private transient ElasticsearchViews views;

    Fetches(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void open(OpenContext context) {
      views = new ElasticsearchViews(prefix);
    }

    @Override
    public void flatMap(FetchReport report, Collector<BulkDocument> out) {
      out.collect(views.fetch(report));
    }
  }
}
