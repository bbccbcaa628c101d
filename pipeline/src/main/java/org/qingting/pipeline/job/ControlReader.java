package org.qingting.pipeline.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.qingting.alerts.control.ControlLog;

/** Reads what people decided. */
public interface ControlReader extends Closeable {

  /** Up to so many entries after a place, the oldest first. */
  List<ControlLog.Entry> since(long sequence, int limit) throws IOException;

  /** Opens one where the job runs. */
  @FunctionalInterface
  interface Opener extends Serializable {
    ControlReader open() throws IOException;
  }
}
