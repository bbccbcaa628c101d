package org.qingting.pipeline.job;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.leads.LeadReading;
import org.qingting.model.Arrival;
import org.qingting.model.FetchReport;

/**
 * The way of a post, wired. Source, index, desk and receipts are passed in, so that one process, a
 * cluster and a test run the very same topology. Every stateful operator has a fixed uid: a
 * savepoint of one release is read by the next.
 */
public final class MonitoringJob {
  /** Of the source that crawls. */
  public static final String POSTS = "posts";

  /** Of the source that reads what crawlers put into Kafka. */
  public static final String KAFKA_POSTS = "kafka-posts";

  private MonitoringJob() {}

  /**
   * Adds the topology to an environment that has none yet.
   *
   * @param uid of the source; sources whose state is not the same have different ones
   */
  public static void build(
      StreamExecutionEnvironment env,
      Source<Arrival, ?, ?> source,
      String uid,
      Archive archive,
      ReceiptBook receipts,
      FactKeeper.Opener desk,
      ControlReader.Opener control,
      JobSettings settings) {
    // Watermarks come from the source itself, by what it has polled; never from the dates it saw.
    DataStream<Arrival> arrivals =
        env.fromSource(
                source,
                WatermarkStrategy.noWatermarks(),
                "posts",
                TypeInformation.of(Arrival.class))
            .uid(uid);

    SingleOutputStreamOperator<Arrival> fresh =
        arrivals
            .filter(arrival -> arrival.post() != null)
            .keyBy(arrival -> arrival.post().id())
            .process(new SeenBefore())
            .name("seen before?")
            .uid("seen-before");

    SingleOutputStreamOperator<Heard> heard =
        fresh
            .map(Sketched::of)
            .returns(Sketched.class)
            .keyBy(MarkReposts::key)
            .process(new MarkReposts())
            .name("repost?")
            .uid("mark-reposts")
            .process(new Analyse(settings.places(), settings.keepAll()))
            .name("analyse")
            .uid("analyse");

    SingleOutputStreamOperator<Heard> placed =
        heard
            .filter(IncidentOperator::mayBelong)
            .keyBy(IncidentOperator::key)
            .transform("incident", TypeInformation.of(Heard.class), new IncidentOperator())
            .uid("incident");
    DataStream<Heard> nowhere = heard.filter(opinion -> !IncidentOperator.mayBelong(opinion));

    DataStream<FetchReport> reports =
        arrivals
            .filter(arrival -> arrival.report() != null)
            .map(Arrival::report)
            .returns(FetchReport.class);

    // Behind each branch and not behind their union: so they run in the branch's own task, and of a
    // post only what index and detector need is handed on.
    archive.keep(
        toIndex(placed)
            .union(
                toIndex(nowhere),
                fresh.getSideOutput(SeenBefore.DUPLICATES),
                heard.getSideOutput(Analyse.UNREADABLE)),
        receipts,
        placed.getSideOutput(IncidentOperator.INCIDENTS),
        reports);

    SingleOutputStreamOperator<JobFact> alerts =
        toDetector(placed)
            .union(toDetector(nowhere), decisions(env, control))
            .keyBy(SpikeOperator::key)
            .transform(
                "spikes", TypeInformation.of(JobFact.class), new SpikeOperator(settings.spikes()))
            .uid("spikes")
            .setParallelism(1);

    SingleOutputStreamOperator<JobFact> leads =
        toLeads(placed, settings)
            .keyBy(LeadOperator::key)
            .transform(
                "leads", TypeInformation.of(JobFact.class), new LeadOperator(settings.leads()))
            .uid("leads")
            .setParallelism(1)
            .setMaxParallelism(1);

    SingleOutputStreamOperator<JobFact> coverage =
        reports.keyBy(FetchReport::source).process(new Coverage()).name("coverage").uid("coverage");

    alerts
        .union(placed.getSideOutput(IncidentOperator.INCIDENTS), coverage, leads)
        .global()
        .transform("desk", TypeInformation.of(Void.class), new DeskOperator(desk))
        .uid("desk")
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("desk-end")
        .setParallelism(1);
  }

  /** What people decided; always idle, so that it never holds back time. */
  private static DataStream<Counted> decisions(
      StreamExecutionEnvironment env, ControlReader.Opener control) {
    return env.fromSource(
            new ControlSource(control),
            WatermarkStrategy.noWatermarks(),
            "decisions",
            TypeInformation.of(Decision.Sensitivity.class))
        .uid("decisions")
        .setParallelism(1)
        .setMaxParallelism(1)
        .map(Counted::of)
        .returns(Counted.class)
        .setParallelism(1);
  }

  private static DataStream<IndexEntry> toIndex(DataStream<Heard> opinions) {
    return opinions
        .map(
            opinion ->
                new IndexEntry(opinion.opinion(), opinion.batch(), IndexEntry.Outcome.INDEXED))
        .returns(IndexEntry.class);
  }

  private static DataStream<Counted> toDetector(DataStream<Heard> opinions) {
    return opinions.flatMap(new Count()).returns(Counted.class);
  }

  /** What names no place is nowhere, and so at none of the office's. */
  private static DataStream<LeadReading> toLeads(DataStream<Heard> placed, JobSettings settings) {
    return placed
        .flatMap(new ReadLeads(settings.places(), settings.area()))
        .returns(LeadReading.class);
  }
}
