package org.qingting.search.elasticsearch;

import java.io.IOException;

/** An answer of Elasticsearch that is an error, with what to look at. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  RefusedException(int status, String type, String message, Exception cause) {
    super("Elasticsearch: " + hint(status, type) + ": " + message, cause);
    this.status = status;
    this.type = type == null ? "" : type;
  }

  /** The status of HTTP. */
  int status() {
    return status;
  }

  /** What Elasticsearch calls an error; {@code ""} for none of its own. */
  static String type(IOException e) {
    return e instanceof RefusedException refused ? refused.type : "";
  }

  private static String hint(int status, String type) {
    if ("cluster_block_exception".equals(type)) {
      return "its disk is full (flood stage) or the index was closed to writing; free disk space";
    }
    return switch (status) {
      case 401 -> "user, password or API key are wrong";
      case 403 -> "the user or API key lacks a right; 'qingting setup elasticsearch' makes roles";
      case 404 -> "there is no such index; run 'qingting setup elasticsearch' first";
      case 413 -> "the request is larger than it takes";
      case 429 -> "it is overloaded, or its disk is full (flood stage)";
      case 503 -> "it is not ready; a shard is missing (red index)";
      default -> "it refused";
    };
  }
}
