package org.qingting.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The files of the page. Only the names of a fixed list are ever looked up, so no address can reach
 * any other file. Each is read when first asked for and then kept. Thread-safe.
 */
final class Assets {

  private static final String ECHARTS_VERSION = "6.0.0";
  private static final String ECHARTS = "/assets/echarts-" + ECHARTS_VERSION + ".min.js";

  /** The page of one case, whatever its id. */
  static final String CASE = "/case";

  /** The page of a personal link. */
  static final String LINK = "/link";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Map<String, String> RESOURCES = resources();

  private final Map<String, Asset> loaded = new HashMap<>();

  /** One file: its content, its content type, and a quoted entity tag. */
  static final class Asset {
    final byte[] bytes;
    final String type;
    final String tag;

    Asset(byte[] bytes, String type, String tag) {
      this.bytes = bytes;
      this.type = type;
      this.tag = tag;
    }
  }

  private static Map<String, String> resources() {
    Map<String, String> all = new HashMap<>();
    all.put("/", "web/index.html");
    all.put(CASE, "web/case.html");
    all.put(LINK, "web/link.html");
    all.put("/favicon.ico", "web/icon.svg");
    all.put(
        ECHARTS, "/META-INF/resources/_static/echarts/" + ECHARTS_VERSION + "/dist/echarts.min.js");
    for (String name :
        new String[] {
          "app.css",
          "app.js",
          "api.js",
          "alerts.js",
          "case.js",
          "caseforms.js",
          "inbox.js",
          "link.js",
          "login.js",
          "charts.js",
          "deskwords.js",
          "dom.js",
          "effect.js",
          "filters.js",
          "format.js",
          "icon.svg",
          "leads.js",
          "panels.js",
          "posts.js",
          "words.js"
        }) {
      all.put("/assets/" + name, "web/" + name);
    }
    return Map.copyOf(all);
  }

  /** The paths that are served. */
  Collection<String> paths() {
    return RESOURCES.keySet();
  }

  /**
   * The file behind a path of {@link #paths()}.
   *
   * @throws IOException when the product was packed without it
   */
  synchronized Asset get(String path) throws IOException {
    Asset asset = loaded.get(path);
    if (asset == null) {
      asset = read(RESOURCES.get(path));
      loaded.put(path, asset);
    }
    return asset;
  }

  private static Asset read(String resource) throws IOException {
    URL url = Assets.class.getResource(resource);
    if (url == null) {
      throw new IOException(
          "the product is packed without " + resource + ": build it again from a clean checkout");
    }
    try (InputStream in = url.openStream()) {
      byte[] bytes = in.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      String tag = "\"" + HexFormat.of().toHexDigits(sum.getValue(), 8) + "-" + bytes.length + "\"";
      String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
      return new Asset(bytes, type, tag);
    }
  }
}
