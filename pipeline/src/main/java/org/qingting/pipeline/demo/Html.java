package org.qingting.pipeline.demo;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Small change of the three sites' pages. */
final class Html {
  /** Stands on every page, outside the texts. */
  static final String NOTE = "示例：本站及全部内容均为虚构，为倾听演示而写";

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String paragraphs(String text, String open, String close) {
    StringBuilder out = new StringBuilder();
    for (String paragraph : text.split("\n")) {
      out.append(open).append(escape(paragraph)).append(close).append('\n');
    }
    return out.toString();
  }

  static String time(Instant at, DateTimeFormatter format) {
    return format.withZone(OrdinaryDays.ZONE).format(at);
  }
}
