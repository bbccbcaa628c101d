package org.qingting.dashboards.kibana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The objects that are shipped, one JSON object a line. */
final class KibanaObjects {
  private static final String FILE = "qingting.ndjson";

  private KibanaObjects() {}

  /** All of them, for the indices of a prefix, with ids of their own for each prefix. */
  static String ndjson(String prefix) {
    try (InputStream in = KibanaObjects.class.getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("qingting-", prefix + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
