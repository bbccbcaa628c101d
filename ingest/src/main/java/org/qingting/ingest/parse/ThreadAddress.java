package org.qingting.ingest.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the first page of a thread from a later one by its address. All pages of a thread must name
 * the same first page, since the ids of its posts hang on it.
 */
final class ThreadAddress {
  /** {@code ?page=2} and the like; {@code p} only with few digits, since it also names posts. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)^(?:(?:page|pn|pg|pageno|page_no|pagenum|pageindex|paged|cpage|currentpage)=(\\d{1,6})|p=(\\d{1,3}))$");

  /** {@code thread-12-2-1.html}: thread, page, page of the board that led there. */
  private static final Pattern DISCUZ =
      Pattern.compile("(?i)(.*thread-\\d{1,12}-)(\\d{1,6})-\\d{1,6}(\\.html?)");

  /** {@code /t/12/page/2}, {@code /t/12/page-2}, {@code /t/12/p2}. */
  private static final Pattern SEGMENT =
      Pattern.compile("(?i)(.*\\d.*)/(?:page[/_-]?|p)(\\d{1,6})/?(\\.html?)?");

  /** {@code 12_2.html}, {@code 12-2.shtml}: only with a link to page 1, since it may be an id. */
  private static final Pattern SUFFIX =
      Pattern.compile("(?i)(.*[\\w])([_-])(\\d{1,5})(\\.[a-z]{3,5}|/?)");

  private ThreadAddress() {}

  /**
   * The first page's address, as far as the address itself tells.
   *
   * @param url canonical
   */
  static String firstPage(String url) {
    int mark = url.indexOf('?');
    String path = mark < 0 ? url : url.substring(0, mark);
    Matcher discuz = DISCUZ.matcher(path);
    if (discuz.matches()) {
      return discuz.group(1) + "1-1" + discuz.group(3);
    }
    Matcher segment = SEGMENT.matcher(path);
    if (segment.matches()) {
      path = segment.group(1) + (segment.group(3) == null ? "" : segment.group(3));
    }
    List<String> kept = new ArrayList<>();
    if (mark >= 0) {
      for (String parameter : url.substring(mark + 1).split("&", -1)) {
        if (!PARAMETER.matcher(parameter).matches() || isWordPressPost(parameter, path, url)) {
          kept.add(parameter);
        }
      }
    }
    return kept.isEmpty() ? path : path + "?" + String.join("&", kept);
  }

  /** The page number that the address itself tells; 1 where it tells none. */
  static int number(String url) {
    int mark = url.indexOf('?');
    String path = mark < 0 ? url : url.substring(0, mark);
    Matcher discuz = DISCUZ.matcher(path);
    if (discuz.matches()) {
      return Integer.parseInt(discuz.group(2));
    }
    Matcher segment = SEGMENT.matcher(path);
    if (segment.matches()) {
      return Integer.parseInt(segment.group(2));
    }
    if (mark >= 0) {
      for (String parameter : url.substring(mark + 1).split("&", -1)) {
        Matcher matcher = PARAMETER.matcher(parameter);
        if (matcher.matches() && !isWordPressPost(parameter, path, url)) {
          return Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
      }
    }
    return 1;
  }

  /**
   * The first page's address for a page that links to earlier pages of its thread.
   *
   * @param url canonical address of this page
   * @param earlier canonical addresses labelled as first or previous page
   */
  static String firstPage(String url, List<String> earlier) {
    String plain = firstPage(url);
    if (!plain.equals(url)) {
      return plain;
    }
    Matcher suffix = SUFFIX.matcher(url);
    if (suffix.matches()) {
      String stem = suffix.group(1);
      String mark = suffix.group(2);
      String end = suffix.group(4);
      for (String first : List.of(stem + end, stem + mark + "1" + end, stem + mark + "0" + end)) {
        if (earlier.contains(first) && !first.equals(url)) {
          return first;
        }
      }
    }
    return url;
  }

  /** {@code ?p=123} alone names a post, not a page. */
  private static boolean isWordPressPost(String parameter, String path, String url) {
    boolean onlyParameter = url.length() == path.length() + 1 + parameter.length();
    boolean namedByPath = path.chars().skip(8).anyMatch(Character::isDigit);
    return parameter.startsWith("p=") && onlyParameter && !namedByPath;
  }
}
