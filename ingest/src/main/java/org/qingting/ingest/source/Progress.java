package org.qingting.ingest.source;

/**
 * Through which event time a split has been read.
 *
 * @param idle whether nothing should wait for it at present
 * @param watermark milliseconds; {@link Long#MIN_VALUE} while it is withheld
 */
record Progress(boolean idle, long watermark) {
  static final Progress IDLE = new Progress(true, Long.MIN_VALUE);
}
