/**
 * What a cluster needs in place of what one machine has.
 *
 * <pre>{@code
 * ElasticsearchDocuments documents = new ElasticsearchDocuments(settings);
 * documents.setUp();
 * AlertDesk desk = new AlertDesk(new ElasticsearchDeskStore(documents));
 * }</pre>
 */
package org.qingting.pipeline.cluster;
