package org.qingting.search;

import java.io.IOException;

/** Another writer holds the index. */
public final class IndexBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  public IndexBusyException(String message) {
    super(message);
  }
}
