package org.qingting.search.lucene;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.IndexCommit;

/**
 * The name of a commit: a running number, and the session of the writer that made it. Numbers come
 * again after going back to an older commit, sessions never.
 */
record CommitName(long number, String session) {
  private static final String KEY = "commit";

  /** Before the first. */
  static final CommitName NONE = new CommitName(0, "");

  static CommitName of(IndexCommit commit) throws IOException {
    return of(commit.getUserData());
  }

  /** The name in what Lucene keeps with a commit; {@link #NONE} when there is none. */
  static CommitName of(Map<String, String> userData) {
    return parse(userData.getOrDefault(KEY, ""));
  }

  /** Reads {@link #toString}; {@link #NONE} when it is no such name. */
  static CommitName parse(String name) {
    int dash = name.indexOf('-');
    if (dash < 1 || dash > 18) {
      return NONE;
    }
    try {
      return new CommitName(Long.parseLong(name.substring(0, dash)), name.substring(dash + 1));
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  CommitName next(String nextSession) {
    return new CommitName(number + 1, nextSession);
  }

  Map<String, String> userData() {
    return Map.of(KEY, toString());
  }

  @Override
  public String toString() {
    return equals(NONE) ? "" : number + "-" + session;
  }
}
