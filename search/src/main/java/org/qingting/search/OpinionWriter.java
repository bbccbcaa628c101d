package org.qingting.search;

import java.io.Closeable;
import java.io.IOException;
import org.qingting.model.Opinion;

/** Writes opinions; used by one thread. */
public interface OpinionWriter extends Closeable {

  /**
   * Keeps an opinion; one with the same post id is replaced. Not durable before the next commit.
   */
  void put(Opinion opinion) throws IOException;

  /**
   * Makes everything put so far durable and visible to readers that refresh.
   *
   * @return a name for this state of the index, never {@code ""}; without a change since the last
   *     commit, the same name again
   * @throws IOException when it cannot be made durable (a full disk, say); the commit before it
   *     stays whole
   */
  String commit() throws IOException;

  /** Forgets the commits older than this one: nobody will go back behind it. */
  void release(String commit) throws IOException;

  /** Closes without committing: what came after the last commit is lost, on purpose. */
  @Override
  void close() throws IOException;
}
