/**
 * Where opinions are kept and found. A writer and a reader are two small interfaces, joined in
 * {@link org.qingting.search.OpinionIndex}:
 *
 * <pre>{@code
 * OpinionIndex index = new LuceneIndex(Path.of("data/index"));
 *
 * try (OpinionWriter writer = index.openWriter("")) {       // the newest commit, or a new index
 *   writer.put(opinion);                                    // the same post id replaces
 *   String commit = writer.commit();                        // durable; keep the name to come back
 *   writer.release(commit);                                 // nobody goes back behind it
 * }
 *
 * try (OpinionReader reader = index.openReader()) {
 *   OpinionQuery query = OpinionQuery.ALL.withText("派出所 \"态度 恶劣\" -辟谣");
 *   Page page = reader.search(query, Order.NEWEST, 20, "");
 *   for (Hit hit : page.hits()) {
 *     show(hit.opinion().post().fullText(), hit.highlights());
 *   }
 *   Page more = reader.search(query, Order.NEWEST, 20, page.next());
 *   List<ToneCount> curve = reader.timeline(query, Duration.ofHours(1), zone);
 *   reader.refresh();                                       // sees what was committed since
 * }
 * }</pre>
 *
 * <p>Only the index holds text. Nothing about who wrote a post is kept, found or counted here.
 */
package org.qingting.search;
