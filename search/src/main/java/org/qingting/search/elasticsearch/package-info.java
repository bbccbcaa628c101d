/**
 * Opinions in Elasticsearch, for more than one machine holds.
 *
 * <pre>{@code
 * try (ElasticsearchIndex index = new ElasticsearchIndex(settings)) {
 *   index.setUp(now);                                // templates; again changes nothing
 *   List<ElasticsearchIndex.Rejected> never = index.store(opinions);
 *   OpinionReader reader = index.openReader();
 * }
 * }</pre>
 *
 * <p>The text is kept raw ({@code standard}: a phrase typed in Kibana finds it), as segmented words
 * ({@code whitespace}), and as the units that the product's own search looks for, so that a query
 * means the same here and in Lucene. No field about who wrote a post exists.
 *
 * <p>{@link org.qingting.search.elasticsearch.ElasticsearchDocuments} keeps small documents that
 * are changed by compare-and-set, for a desk beside the index.
 */
package org.qingting.search.elasticsearch;
