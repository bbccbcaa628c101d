package org.qingting.pipeline.submit;

import java.util.Set;

/**
 * A job that the cluster knows.
 *
 * @param id Flink's
 * @param state Flink's word for it
 * @param started milliseconds since 1970
 */
record Job(String id, String state, long started) {
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  boolean ended() {
    return ENDED.contains(state);
  }
}
