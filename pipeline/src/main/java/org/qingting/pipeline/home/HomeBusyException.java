package org.qingting.pipeline.home;

import java.io.IOException;

/** Another process works in the home. */
public final class HomeBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  HomeBusyException(String message) {
    super(message);
  }
}
