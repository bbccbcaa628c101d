package org.qingting.pipeline.job;

import java.io.IOException;
import java.io.Serializable;

/** Where the job states what became of imports; shipped with the job. */
@FunctionalInterface
public interface ReceiptBook extends Serializable {
  /** States a receipt; a later one for the same batch replaces it. */
  void state(Receipt receipt) throws IOException;
}
