package org.qingting.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

/** Opinions into a Lucene index on disk: time an opinion, durable commits included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xmx768m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndexBenchmark {
  private static final int PUTS = 10_000;
  private static final int DIFFERENT = 4_096;

  /** Opinions between two durable commits; at 3,000 a second and 2 s between them, 6,000. */
  @Param({"500", "6000"})
  public int perCommit;

  private Opinions opinions;
  private Path folder;
  private OpinionWriter writer;
  private long next;
  private int waiting;

  /** Reads the posts, once. */
  @Setup
  public void prepare() {
    opinions = new Opinions(DIFFERENT);
  }

  /** An empty index. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory("qingting-index");
    writer = new LuceneIndex(folder).openWriter("");
  }

  /** Throws the index away. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    writer.close();
    Folders.delete(folder);
  }

  /** Puts, commits, and lets older commits go, as the job does. */
  @Benchmark
  @OperationsPerInvocation(PUTS)
  public void putAndCommit() throws IOException {
    for (int i = 0; i < PUTS; i++) {
      writer.put(opinions.get(next++));
      if (++waiting == perCommit) {
        waiting = 0;
        writer.release(writer.commit());
      }
    }
  }
}
