package org.qingting.ingest.source;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A part of the intake that one reader has to itself: all sources of one host, so that politeness
 * has one keeper, or the spool. Its state is opaque, immutable, versioned bytes; empty for one that
 * was never read.
 */
public final class PostSplit implements SourceSplit {
  /** Id of the split that reads the intake spool. */
  static final String SPOOL = "spool";

  private static final String HOST = "host:";

  private final String id;
  private final byte[] state;

  PostSplit(String id, byte[] state) {
    this.id = id;
    this.state = state;
  }

  /** The id of the split of a host. */
  static String idOf(String hostAndPort) {
    return HOST + hostAndPort;
  }

  static PostSplit fresh(String id) {
    return new PostSplit(id, new byte[0]);
  }

  @Override
  public String splitId() {
    return id;
  }

  boolean isSpool() {
    return id.equals(SPOOL);
  }

  byte[] state() {
    return state;
  }

  @Override
  public String toString() {
    return "PostSplit[" + id + ", " + state.length + " bytes]";
  }
}
