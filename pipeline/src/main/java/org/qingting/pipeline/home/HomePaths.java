package org.qingting.pipeline.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are in a home.
 *
 * @param root the folder, absolute
 */
public record HomePaths(Path root) {

  /** The operator's secret keys. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** Posts of imports on their way into the job. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** Where a crawler that hands over to Kafka has its spool and its checkpoints. */
  public HomePaths crawler(String id) {
    return new HomePaths(root.resolve("crawlers").resolve(id));
  }

  /** What became of imports. */
  public Path receipts() {
    return root.resolve("receipts");
  }

  /** Flink's checkpoints and savepoints, a folder a start. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** The Lucene index. */
  public Path index() {
    return root.resolve("index");
  }

  /** Says where the opinions of this home are kept. */
  Path keptIn() {
    return root.resolve("kept-in");
  }

  /** The desk's database. */
  public Path desk() {
    return root.resolve("desk.db");
  }

  /** Working files of a running process; emptied at each start. */
  public Path tmp() {
    return root.resolve("tmp");
  }

  /** Alerts that the terminal has told. */
  public Path told() {
    return root.resolve("told");
  }

  /** Stands here while a backup is being restored: then nothing is whole. */
  Path restoring() {
    return root.resolve("restoring");
  }

  /** Log files. */
  public Path logs() {
    return root.resolve("logs");
  }

  void make() throws IOException {
    for (Path folder : new Path[] {root, spool(), receipts(), logs()}) {
      Files.createDirectories(folder);
    }
  }
}
