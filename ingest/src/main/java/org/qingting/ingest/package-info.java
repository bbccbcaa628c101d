/**
 * Takes in what the public writes: the one Flink source of the job, and how sources are described.
 *
 * <pre>{@code
 * SourceSpec board = new SourceSpec("county-forum", "县论坛", SourceSpec.Kind.FORUM,
 *     "https://forum.example/board/1", Duration.ofMinutes(5), Selectors.NONE);
 * PostSource source = new PostSource(
 *     List.of(board), FetchSettings.DEFAULT, new Anonymizer(keys), home + "/spool",
 *     true, Duration.ofMinutes(2), CrawlLimits.DEFAULT);
 * environment.fromSource(source, WatermarkStrategy.noWatermarks(), "posts").uid("posts");
 * }</pre>
 *
 * <p>The source brings its own watermarks: they say through which time the sources were polled.
 * What imports bring is left for it in the spool directory by {@link
 * org.qingting.ingest.spool.SpoolWriter}.
 */
package org.qingting.ingest;
