package org.qingting.alerts.drafts;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what tells of one person: links, mentions, addresses, numbers, names. Names
 * are found by surname and what stands around them, since this module has no segmentation; where it
 * is in doubt it masks, as a question that reads oddly harms nobody. Immutable and thread-safe.
 */
final class Masking {
  static final String SOMEBODY = "某某";
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)(?:https?://|www\\.)[\\x21-\\x7e]+|[\\w-]+(?:\\.[\\w-]+)*\\.(?:com|cn|net|org|top|cc|vip|xyz)\\b[\\x21-\\x7e]*");
  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
  private static final Pattern MENTION = Pattern.compile("(?://)?@[\\p{L}\\p{N}_·.-]+[:：]?");
  private static final Pattern EMOTICON = Pattern.compile("\\[[^\\]\\n]{1,12}]|[#＃]");
  // Emergency and service numbers belong to nobody.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![A-Za-z0-9_])(?:110|119|120|122|12110|12123|12345|12389|96110)(?![A-Za-z0-9_])"
              + "|[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*(?:[ .]?[0-9]+)*"
              + "|[零〇一二三四五六七八九幺]{5,}");
  private static final String BEFORE = "(?<=^|[^\\p{IsHan}]|[是被叫对给和与跟让把找问请替为向像的了天晚早午日说])";
  private static final String AFTER =
      "(?=$|[^\\p{IsHan}]|[被是的在和与跟也还又都就不没有到说打抓给向对把何为凭怎究能会该要去来从因人呢吗啊])";

  private final Pattern titled;
  private final Pattern bare;
  private final Set<String> words;

  private Masking(Pattern titled, Pattern bare, Set<String> words) {
    this.titled = titled;
    this.bare = bare;
    this.words = words;
  }

  /** From the lines of the resource: surnames, and ordinary words after an exclamation mark. */
  static Masking of(Iterable<String> lines) {
    StringBuilder single = new StringBuilder();
    Set<String> compound = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("!")) {
        Collections.addAll(words, line.substring(1).split(" "));
      } else if (line.contains(" ")) {
        Collections.addAll(compound, line.split(" "));
      } else {
        single.append(line);
      }
    }
    String surname =
        "(?:" + String.join("|", compound.stream().sorted().toList()) + "|[" + single + "])";
    return new Masking(
        Pattern.compile(
            surname
                + "(?:某某|某|[\\p{IsHan}]{0,2})(?=警官|警员|所长|队长|局长|主任|政委|教导员|警长|先生|女士|老师|师傅|书记|医生|律师|老板|同志)"
                + "|[老小阿]"
                + surname
                + AFTER
                + "|"
                + surname
                + "(?:某某|某)(?![月日年天条路街])"),
        Pattern.compile(
            "(?<=告诉|通知|名叫|叫做|名为|询问|质问|起诉)(?:[老小阿]"
                + surname
                + "|"
                + surname
                + "[\\p{IsHan}]{1,2})|"
                + "(?:"
                + surname
                + "[\\p{IsHan}]{2}|"
                + BEFORE
                + surname
                + "[\\p{IsHan}])"
                + AFTER),
        words);
  }

  /** Links, mentions, addresses and numbers; sentences stay as they are. */
  String numbers(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    plain = ADDRESS.matcher(plain).replaceAll(" ");
    plain = LINK.matcher(plain).replaceAll(" ");
    plain = MENTION.matcher(plain).replaceAll(" ");
    plain = EMOTICON.matcher(plain).replaceAll("");
    return NUMBER
        .matcher(plain)
        .replaceAll(
            found ->
                found.group().matches("110|119|120|122|12110|12123|12345|12389|96110")
                    ? found.group()
                    : "×");
  }

  /** Names; of a text that went through {@link #numbers}. */
  String names(String text) {
    return masked(bare, masked(titled, text));
  }

  private String masked(Pattern pattern, String text) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int from = 0;
    int at = 0;
    while (from <= text.length() && matcher.find(from)) {
      if (isWord(matcher.group(), text, matcher.start())) {
        from = matcher.start() + 1;
        continue;
      }
      out.append(text, at, matcher.start()).append(SOMEBODY);
      at = matcher.end();
      from = Math.max(matcher.end(), matcher.start() + 1);
    }
    return out.append(text, at, text.length()).toString();
  }

  private boolean isWord(String found, String text, int start) {
    // Its first character may end a word: 何时 in 何时安装.
    if (words.contains(found)
        || (start > 0 && words.contains(text.substring(start - 1, start + 1)))) {
      return true;
    }
    for (int length = 2; length <= 3 && start + length <= text.length(); length++) {
      if (words.contains(text.substring(start, start + length))) {
        return true;
      }
    }
    return false;
  }
}
