package org.qingting.ingest.privacy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name or names under which a post was written, to be found again in its text and address. Not
 * a record: its toString must show nothing.
 */
final class AuthorNames {
  static final String MASK = "某用户";
  private static final int MOST_NAMES = 8;
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,，、;；/|]+");
  private static final Pattern HAN_ONLY = Pattern.compile("\\p{IsHan}+");
  private static final Pattern OFFICE =
      Pattern.compile("^(?:本报|本网|特约|实习|首席)?(?:记者|通讯员|编辑|作者|责编|摄影)[：:]?");

  /** Names that name nobody; masking them would only take words out of texts. */
  private static final Set<String> NOBODY =
      Set.of(
          "匿名",
          "匿名用户",
          "匿名网友",
          "网友",
          "游客",
          "用户",
          "网民",
          "市民",
          "热心网友",
          "热心市民",
          "楼主",
          "管理员",
          "版主",
          "记者",
          "本报记者",
          "本网记者",
          "编辑",
          "小编",
          "佚名",
          "未知",
          "新闻",
          "警察",
          "民警",
          "公安",
          "公安局",
          "派出所",
          "老百姓",
          "某用户",
          "admin",
          "guest",
          "user",
          "anonymous",
          "editor",
          "null",
          "none");

  private final List<String> inText = new ArrayList<>();
  private final List<String> inAddress = new ArrayList<>();

  private AuthorNames() {}

  static AuthorNames of(String author) {
    AuthorNames names = new AuthorNames();
    Set<String> all = new LinkedHashSet<>();
    all.add(author.strip());
    for (String part : SEPARATOR.split(author.strip())) {
      all.add(part);
      all.add(OFFICE.matcher(part).replaceFirst(""));
    }
    for (String name : all) {
      String bare = name.startsWith("@") ? name.substring(1) : name;
      boolean someone = bare.length() >= 2 && !NOBODY.contains(bare.toLowerCase(Locale.ROOT));
      if (someone && names.inText.size() < MOST_NAMES) {
        names.inText.add(bare);
        names.inAddress.add(bare.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** Replaces exact occurrences of the names. */
  String mask(String text) {
    String masked = text;
    for (String name : inText) {
      // Most texts do not hold their author's name, and are spared its pattern.
      if (holds(masked, name)) {
        masked = pattern(name).matcher(masked).replaceAll(MASK);
      }
    }
    return masked;
  }

  private static boolean holds(String text, String name) {
    for (int i = 0; i <= text.length() - name.length(); i++) {
      if (text.regionMatches(true, i, name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a decoded address holds one of the names. */
  boolean occurIn(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return inAddress.stream().anyMatch(lower::contains);
  }

  private static Pattern pattern(String name) {
    String exact = Pattern.quote(name);
    if (!HAN_ONLY.matcher(name).matches()) {
      // Latin names end where a word ends, else "an" would be cut out of "another".
      boolean wordStart = isWord(name.codePointAt(0));
      boolean wordEnd = isWord(name.codePointBefore(name.length()));
      return Pattern.compile(
          (wordStart ? "(?<![A-Za-z0-9_])" : "") + exact + (wordEnd ? "(?![A-Za-z0-9_])" : ""),
          Pattern.CASE_INSENSITIVE);
    }
    if (name.length() >= 3) {
      return Pattern.compile(exact);
    }
    // Two Han characters may be part of other words: only where they stand alone or are a byline.
    return Pattern.compile(
        "(?<=记者|作者|编辑|通讯员|责编|摄影|署名)"
            + exact
            + "|(?<![\\p{IsHan}A-Za-z0-9])"
            + exact
            + "(?![\\p{IsHan}A-Za-z0-9])");
  }

  private static boolean isWord(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
  }
}
