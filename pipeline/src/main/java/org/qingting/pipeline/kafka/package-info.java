/**
 * Kafka as a seam between crawl and analysis, where several crawlers run beside each other or where
 * producers outside the house bring posts. Without it the same source feeds the analysis directly.
 *
 * <pre>{@code
 * CrawlJob.build(env, new PostSource(...), settings);                 // one job a crawler
 *
 * Source<Arrival, ?, ?> source = new KafkaArrivals(settings, anonymizer);
 * MonitoringJob.build(env, source, ...);                              // one job for all
 * }</pre>
 *
 * <p>Beside its posts and reports a crawler states every second, to every partition, through which
 * time it has heard everything; of these statements the analysis makes its watermarks. What the
 * records hold is in {@code arrivals.schema.json}, {@code outside.schema.json} and {@code
 * unreadable.schema.json} beside this package's classes. {@link
 * org.qingting.pipeline.kafka.KafkaTopics} makes the topics and says what is wrong with them.
 */
package org.qingting.pipeline.kafka;
