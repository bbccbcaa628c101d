/**
 * The way of what the job keeps into Elasticsearch.
 *
 * <pre>{@code
 * Sink<BulkDocument> sink =
 *     new ElasticsearchSink(
 *         () -> new ElasticsearchBulk(settings()), "qingting", ElasticsearchSink.Limits.DEFAULT);
 * documents.sinkTo(sink).uid("elasticsearch");
 * }</pre>
 */
package org.qingting.pipeline.elasticsearch;
