/**
 * The parts of the Flink source: splits, enumerator, reader. {@link
 * org.qingting.ingest.source.Crawl} makes them; {@link org.qingting.ingest.PostSource} is how a job
 * uses them:
 *
 * <pre>{@code
 * Crawl crawl = new Crawl(sources, settings, anonymizer, spool, true, slack, limits, clock);
 * SourceReader<Arrival, PostSplit> reader = crawl.reader(event -> {});
 * reader.addSplits(splits);         // one a host (host:port), one for the spool
 * reader.start();
 * reader.pollNext(output);          // never waits; isAvailable() tells when it pays to call again
 * reader.snapshotState(checkpoint); // splits with their state: queues, cursors, what was seen
 * }</pre>
 *
 * <p>A host's split is with one reader only, and has one request under way at most. Pages are
 * fetched and parsed on threads of their own; what they give is applied on Flink's. A page may be
 * fetched again after a crash; none is lost.
 */
package org.qingting.ingest.source;
