package org.qingting.pipeline.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Takes what the job states; stating a fact again changes nothing. */
public interface FactKeeper extends Closeable {

  /** Keeps facts durably before it returns. */
  void keep(List<JobFact> facts) throws IOException;

  /** Makes the keeper where the job runs; shipped with the job. */
  @FunctionalInterface
  interface Opener extends Serializable {
    FactKeeper open() throws IOException;
  }
}
