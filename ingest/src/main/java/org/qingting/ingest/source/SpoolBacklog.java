package org.qingting.ingest.source;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the reader of the spool tells the enumerator, which tells Flink: while files wait, a job may
 * make checkpoints less often ({@code execution.checkpointing.interval-during-backlog}).
 *
 * @param waiting whether there is more in the spool than was read
 */
record SpoolBacklog(boolean waiting) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
