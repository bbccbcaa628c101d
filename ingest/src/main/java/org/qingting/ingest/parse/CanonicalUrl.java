package org.qingting.ingest.parse;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One spelling for one page: lower-case host, no default port, no dot segments, no tracking or
 * session parameters (crawler-commons' {@link BasicURLNormalizer} and a little more). Thread-safe.
 */
public final class CanonicalUrl {
  private static final BasicURLNormalizer NORMALIZER = BasicURLNormalizer.newBuilder().build();
  private static final int LONGEST = 2048;
  private static final Pattern HTTP = Pattern.compile("(?i)https?://.+");
  private static final Pattern SESSION_IN_PATH =
      Pattern.compile("(?i);(?:jsessionid|phpsessid|sid)=[0-9a-z.!_-]{1,128}");
  private static final Pattern LONG_TOKEN = Pattern.compile("[0-9A-Za-z]{16,128}");
  private static final Set<String> TRACKING =
      Set.of(
          "spm",
          "scm",
          "from",
          "isappinstalled",
          "share_token",
          "sharetype",
          "share_from",
          "share_source",
          "share_medium",
          "shareid",
          "gclid",
          "fbclid",
          "bdmsg",
          "bd_vid",
          "vd_source",
          "wfr",
          "jsessionid",
          "phpsessid",
          "aspsessionid");
  private static final Set<String> SESSION = Set.of("sid", "s", "session", "sessionid", "token");

  private CanonicalUrl() {}

  /**
   * The address of a page: without its fragment, unless that is a route of a single-page site
   * ({@code #/...} or {@code #!...}).
   *
   * @return {@code ""} for what is no http or https address of at most 2,048 characters
   */
  public static String page(String url) {
    String fragment = fragment(url);
    boolean route = fragment.startsWith("/") || fragment.startsWith("!");
    return withFragment(withoutFragment(url), route ? fragment : "");
  }

  /**
   * The address of one post on a page: its fragment, which tells floors apart, is kept.
   *
   * @return {@code ""} for what is no http or https address
   */
  public static String post(String url) {
    String fragment = fragment(url);
    return withFragment(withoutFragment(url), fragment.startsWith(":~:") ? "" : fragment);
  }

  /** Resolves a link found on a page, canonically; {@code ""} if it leads to no page. */
  static String resolve(URI base, String href) {
    String link = href.strip();
    if (link.isEmpty() || link.startsWith("#") || link.length() > LONGEST) {
      return "";
    }
    return page(org.jsoup.internal.StringUtil.resolve(base.toString(), link));
  }

  private static String withoutFragment(String url) {
    String trimmed = url.strip();
    if (trimmed.length() > LONGEST || !HTTP.matcher(trimmed).matches()) {
      return "";
    }
    int hash = trimmed.indexOf('#');
    String page = hash < 0 ? trimmed : trimmed.substring(0, hash);
    String normalized = NORMALIZER.filter(SESSION_IN_PATH.matcher(page).replaceAll(""));
    return normalized == null ? "" : asUri(withoutTracking(normalized));
  }

  /** Addresses given out can be read by {@link URI}; what cannot be made so is none. */
  private static String asUri(String url) {
    String escaped = url;
    for (char c : "\"<>\\^`{|}[] ".toCharArray()) {
      if (escaped.indexOf(c) >= 0) {
        escaped = escaped.replace(String.valueOf(c), String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    try {
      boolean usable = escaped.length() <= LONGEST && new URI(escaped).getHost() != null;
      return usable ? escaped : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String withoutTracking(String url) {
    int mark = url.indexOf('?');
    if (mark < 0) {
      return url;
    }
    List<String> kept = new ArrayList<>();
    for (String parameter : url.substring(mark + 1).split("&", -1)) {
      if (!parameter.isEmpty() && !isTracking(parameter)) {
        kept.add(parameter);
      }
    }
    return kept.isEmpty()
        ? url.substring(0, mark)
        : url.substring(0, mark + 1) + String.join("&", kept);
  }

  private static boolean isTracking(String parameter) {
    int equals = parameter.indexOf('=');
    String name =
        (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    if (name.startsWith("utm_") || TRACKING.contains(name)) {
      return true;
    }
    return SESSION.contains(name)
        && equals > 0
        && LONG_TOKEN.matcher(parameter.substring(equals + 1)).matches();
  }

  private static String fragment(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? "" : url.substring(hash + 1).strip();
  }

  private static String withFragment(String page, String fragment) {
    if (page.isEmpty() || fragment.isEmpty()) {
      return page;
    }
    String whole = asUri(page + "#" + fragment.replace('#', '-'));
    return whole.isEmpty() ? page : whole;
  }
}
