/**
 * Reads files of posts that people bring: JSON Lines or CSV, one post a line.
 *
 * <pre>{@code
 * ImportReader.read(in, "posts.csv", line -> {
 *   if (line instanceof Line.Accepted post) {
 *     anonymizer.anonymize(post.post(), post.source(), channel, post.outerId(), now, batch);
 *   } else if (line instanceof Line.Rejected bad) {
 *     rejected.println(bad.message());      // line 17: publishedAt 'yesterday' is not ...
 *   }
 * });
 * }</pre>
 *
 * <p>A bad line never ends the reading, and never takes the lines behind it along.
 */
package org.qingting.ingest.intake;
