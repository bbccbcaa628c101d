package org.qingting.ingest.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.qingting.ingest.parse.CanonicalUrl;

/** The address that may be stored and shown: one that names no account. */
final class PublicUrl {
  /** Path parts after which an account stands. */
  private static final Pattern ACCOUNT_PATH =
      Pattern.compile(
          "(?i)/(?:u|user|users|usr|people|person|profile|profiles|space|member|members|author|authors|"
              + "blogger)/[^/?#]|/@[^/?#]|/space-uid-\\d|[/.]~[a-z0-9]|^https?://[^/]*@");

  /** Hosts on which the first part of a path is an account. */
  private static final Pattern ACCOUNT_HOST =
      Pattern.compile(
          "(?i)^https?://(?:[a-z0-9-]+\\.)*(?:weibo\\.(?:com|cn)|twitter\\.com|x\\.com)/[^/?#]");

  private static final Pattern ACCOUNT_PARAMETER =
      Pattern.compile(
          "(?i)(?:u|uid|user|userid|user_id|username|user_name|uname|author|authorid|author_id|nick|nickname|"
              + "account|member|memberid|openid|poster|screen_name|name|from_uid|ouid|__biz)=.*");

  /** A mobile number or mail address; in a path only as a whole part, since pages have long ids. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9])1[3-9][0-9]{9}(?![0-9])|@[^.]{1,64}\\.");

  private static final Pattern NUMBER_IN_PATH =
      Pattern.compile("/1[3-9][0-9]{9}(?:/|$)|@[^.]{1,64}\\.");

  private PublicUrl() {}

  /**
   * The address without what names an account; {@code ""} if nothing useful is left.
   *
   * @param canonical as {@link CanonicalUrl#post} gives it
   */
  static String of(String canonical, AuthorNames names) {
    if (canonical.isEmpty()) {
      return "";
    }
    int hash = canonical.indexOf('#');
    String fragment = hash < 0 ? "" : canonical.substring(hash + 1);
    String page = hash < 0 ? canonical : canonical.substring(0, hash);
    int mark = page.indexOf('?');
    String path = mark < 0 ? page : page.substring(0, mark);
    if (ACCOUNT_PATH.matcher(decoded(path)).find()
        || ACCOUNT_HOST.matcher(path).find()
        || names.occurIn(decoded(path))
        || NUMBER_IN_PATH.matcher(decoded(path)).find()) {
      return "";
    }
    List<String> kept = new ArrayList<>();
    if (mark >= 0) {
      for (String parameter : page.substring(mark + 1).split("&", -1)) {
        String plain = decoded(parameter);
        if (!ACCOUNT_PARAMETER.matcher(plain).matches()
            && !names.occurIn(plain)
            && !holdsNumber(plain)) {
          kept.add(parameter);
        }
      }
    }
    String address = kept.isEmpty() ? path : path + "?" + String.join("&", kept);
    String plain = decoded(fragment);
    boolean clean =
        !fragment.isEmpty()
            && !names.occurIn(plain)
            && !holdsNumber(plain)
            && !ACCOUNT_PATH.matcher("/" + plain).find()
            && !ACCOUNT_PARAMETER.matcher(plain).matches();
    return clean ? address + "#" + fragment : address;
  }

  private static boolean holdsNumber(String text) {
    return NUMBER.matcher(text).find();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
