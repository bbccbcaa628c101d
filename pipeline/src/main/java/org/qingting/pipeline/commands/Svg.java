package org.qingting.pipeline.commands;

import java.util.Locale;

/** A drawing under way, as SVG 1.1 without scripts, styles or anything from outside. */
final class Svg {
  private static final String FONT =
      "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif";

  private final StringBuilder out = new StringBuilder();

  /** Where a text stands in relation to its point. */
  enum Anchor {
    start,
    middle,
    end
  }

  Svg(int width, int height, String title) {
    out.append(
        String.format(
            Locale.ROOT,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<svg xmlns=\"http://www.w3.org/2000/svg\""
                + " width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"%3$s\""
                + " font-size=\"13\">%n",
            width,
            height,
            FONT));
    out.append("<title>").append(escaped(title)).append("</title>\n");
    rectangle(0, 0, width, height, "#ffffff", "");
  }

  /**
   * A filled rectangle.
   *
   * @param hint shown when pointed at; {@code ""} for none
   */
  void rectangle(double x, double y, double width, double height, String fill, String hint) {
    format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height);
    end("rect", fill, hint);
  }

  void circle(double x, double y, double radius, String fill, String hint) {
    format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, radius);
    end("circle", fill, hint);
  }

  void line(double x1, double y1, double x2, double y2, String stroke) {
    format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"", x1, y1, x2, y2);
    out.append(" stroke=\"").append(stroke).append("\"/>\n");
  }

  /** A line through points; x and y alternate. */
  void path(double[] points, String stroke) {
    out.append("<polyline points=\"");
    for (int i = 0; i < points.length; i += 2) {
      format("%.1f,%.1f ", points[i], points[i + 1]);
    }
    out.append("\" fill=\"none\" stroke-width=\"2\" stroke=\"").append(stroke).append("\"/>\n");
  }

  void text(double x, double y, Anchor anchor, int size, String fill, String text) {
    format("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"", x, y, size);
    out.append(" text-anchor=\"").append(anchor).append("\" fill=\"").append(fill).append("\">");
    out.append(escaped(text)).append("</text>\n");
  }

  String finish() {
    return out.append("</svg>\n").toString();
  }

  private void end(String element, String fill, String hint) {
    out.append(" fill=\"").append(fill).append('"');
    if (hint.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append("><title>").append(escaped(hint)).append("</title></").append(element);
      out.append(">\n");
    }
  }

  private void format(String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values));
  }

  /** Text as XML 1.0 takes it: what that does not allow at all becomes a replacement character. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
