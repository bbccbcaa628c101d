/**
 * The durable intake spool: a directory through which imports reach the job.
 *
 * <pre>{@code
 * SpoolWriter writer = new SpoolWriter(home.resolve("spool"));
 * writer.write(arrivals);      // a batch of, say, 5,000: all of it is durable now, or none
 * }</pre>
 *
 * <p>A file {@code <number>-<random>.jsonl} holds one {@link org.qingting.model.Arrival} a line, in
 * UTF-8 JSON. It appears whole, by an atomic rename, and is deleted by the source once a completed
 * checkpoint holds all of it; until then it also carries the pseudonyms, as the stream does.
 */
package org.qingting.ingest.spool;
