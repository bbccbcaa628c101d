package org.qingting.pipeline.config;

import java.util.List;

/** A value that cannot be, and where it stands below the block that refuses it. */
final class RefusedValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Object> path;

  /**
   * At a path.
   *
   * @param path keys, and indexes within lists
   */
  RefusedValue(String message, Object... path) {
    super(message);
    this.path = List.of(path);
  }

  List<Object> path() {
    return path;
  }
}
