package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.io.Serializable;

/** How many partitions the crawlers' topic has. */
interface Partitions extends AutoCloseable {

  /** Opens it where the crawl runs. */
  interface Opener extends Serializable {
    Partitions open() throws IOException, InterruptedException;
  }

  /** At least 1, never less than before; never waits. */
  int count();

  @Override
  void close();
}
