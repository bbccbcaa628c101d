package org.qingting.pipeline.job;

import java.io.Serializable;
import org.qingting.search.OpinionIndex;

/** Makes the index where the job runs; shipped with the job. */
@FunctionalInterface
public interface IndexOpener extends Serializable {
  OpinionIndex open();
}
