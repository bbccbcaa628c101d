package org.qingting.search;

import java.io.IOException;

/**
 * Where opinions are kept and found. One contract suite ({@code OpinionIndexContract}) holds for
 * every implementation. Making an index object does no I/O.
 */
public interface OpinionIndex {

  /**
   * Opens the one writer.
   *
   * @param commit the commit to go on from, as {@link OpinionWriter#commit} returned it; later ones
   *     are discarded. {@code ""} goes on from the newest, or begins a new index.
   * @throws IndexBusyException when another writer is open, in this or another process
   * @throws IOException when the index cannot be read or written, or holds no such commit; the
   *     message says what to do
   */
  OpinionWriter openWriter(String commit) throws IOException;

  /**
   * Opens a reader, which sees what was committed when it was opened or last refreshed. Opening a
   * reader of an index that does not exist yet is no error: it is empty.
   */
  OpinionReader openReader() throws IOException;
}
