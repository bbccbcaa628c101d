/**
 * The Flink topology, built once and run everywhere: in one process by {@code run}, {@code demo}
 * and {@code import}, on a cluster by {@code submit}.
 *
 * <pre>{@code
 * posts ── seen before? ── repost? ── analyse ── incident ─┬─ index (Lucene commit = checkpoint)
 *   │                                                      ├─ grave leads ──────── leads ─┤
 *   │                                                      └─ count per series ── spikes ─┤
 *   └─ fetch reports ── coverage ─────────────────────────────────────────────────────────┴─ desk
 * }</pre>
 *
 * {@link org.qingting.pipeline.job.MonitoringJob} is the entry; no algorithm lives here, the
 * operators only give the pure classes of the other rooms their keyed, checkpointed state.
 */
package org.qingting.pipeline.job;
