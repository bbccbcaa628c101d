package org.qingting.ingest.privacy;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what could reach a person out of text: mentions, phone, identity-card, bank-card and plate
 * numbers, mail addresses, QQ and WeChat accounts, house numbers. Full-width and spaced spellings
 * are seen too. Years, dates, counts, sums of money and hotlines stay. All patterns are bounded, so
 * that time is linear in the text's length; masking twice changes nothing.
 */
final class Masking {
  private static final int MOST_ROUNDS = 8;
  private static final int LONGEST_NAME = 30;

  private static final String NOT_AN_AMOUNT = "(?!\\s?[元万亿块%人次年])";
  private static final Pattern WECHAT =
      Pattern.compile(
          "(?i)(?:微\\s?信|薇信|(?<![a-z])(?:wei\\s?xin|wechat|vx|wx)|[加+]v|v信)"
              + "(?:(?:号码?|id)\\s{0,2}[:=是为]?|\\s{0,2}[:=是为加])\\s{0,3}"
              + "(?<account>[a-z][a-z0-9_-]{5,19}|[0-9]{5,12})(?![a-z0-9_-])"
              + NOT_AN_AMOUNT);
  private static final Pattern WECHAT_BARE =
      Pattern.compile(
          "(?i)(?:(?:微\\s?信|薇信|(?<![a-z])(?:vx|wx)|[加+]v|v信)\\s{0,2}(?=[a-z_-]{0,19}[0-9])"
              + "(?<account>[a-z][a-z0-9_-]{5,19}|[0-9]{5,12})(?![a-z0-9_-])"
              + NOT_AN_AMOUNT
              + ")");
  private static final Pattern WECHAT_ID =
      Pattern.compile("(?i)(?<![a-z0-9_])(?<account>wxid_[a-z0-9]{4,24})(?![a-z0-9])");
  private static final Pattern QQ =
      Pattern.compile(
          "(?i)(?:(?<![a-z])q\\s?q|扣扣)\\s?(?:群号|群|号码|号)?\\s{0,2}[:=是为加]?\\s{0,3}"
              + "(?<account>[1-9][0-9]{4,11})(?![0-9])"
              + NOT_AN_AMOUNT);
  private static final Pattern LABELLED_PHONE =
      Pattern.compile(
          "(?i)(?:电话|座机|致电|传真|(?<![a-z])tel)(?:号码|号)?\\s{0,2}[:.是为]?\\s{0,3}"
              + "(?<account>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ -][0-9]{4})(?![0-9])"
              + NOT_AN_AMOUNT);
  private static final Pattern PLATE =
      Pattern.compile(
          "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\\s?[A-HJ-NP-Za-hj-np-z][ ·•・.-]{0,2}"
              + "(?=[A-Za-z]{0,5}[0-9][A-Za-z]{0,5}[0-9])"
              + "(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}(?![A-Za-z0-9])[挂学警港澳领]?|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳领])");

  private Masking() {}

  /** The text with placeholders such as {@code [手机号]} for what was found. */
  static String mask(String text) {
    String masked = text;
    // A placeholder can bring about a new boundary, so the text is gone over until it rests.
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String next = once(masked);
      if (next.equals(masked)) {
        break;
      }
      masked = next;
    }
    return masked;
  }

  private static String once(String text) {
    String folded = fold(text);
    boolean digits = holdsAny(folded, "0123456789");
    Spans spans = new Spans();
    if (folded.indexOf('@') >= 0) {
      findAddressedNames(folded, spans);
    }
    // Each pattern is spared the texts that lack what it cannot do without.
    if (holdsAny(folded, "微薇vVwW")) {
      findLabelled(WECHAT_ID, folded, "[微信号]", spans);
      findLabelled(WECHAT, folded, "[微信号]", spans);
      findLabelled(WECHAT_BARE, folded, "[微信号]", spans);
    }
    if (digits) {
      if (holdsAny(folded, "qQ扣")) {
        findLabelled(QQ, folded, "[QQ号]", spans);
      }
      Numbers.find(folded, spans);
      if (holdsAny(folded, "电机传tT")) {
        findLabelled(LABELLED_PHONE, folded, Numbers.PHONE, spans);
      }
      Matcher plate = PLATE.matcher(folded);
      while (plate.find()) {
        spans.add(plate.start(), plate.end(), "[车牌号]");
      }
    }
    HomeAddresses.find(folded, spans);
    return spans.isEmpty() ? text : spans.applyTo(text);
  }

  private static boolean holdsAny(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static void findLabelled(Pattern pattern, String folded, String mask, Spans spans) {
    Matcher matcher = pattern.matcher(folded);
    while (matcher.find()) {
      spans.add(matcher.start("account"), matcher.end("account"), mask);
    }
  }

  /** Mail addresses and mentions: both stand around an at sign. */
  private static void findAddressedNames(String folded, Spans spans) {
    int done = 0;
    for (int at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
      int start = at;
      while (start > done && at - start < 64 && isMailChar(folded.charAt(start - 1))) {
        start--;
      }
      int domainEnd = at + 1;
      boolean dot = false;
      while (domainEnd < folded.length()
          && domainEnd - at < 254
          && isDomainChar(folded.charAt(domainEnd))) {
        dot |= folded.charAt(domainEnd) == '.' && domainEnd > at + 1;
        domainEnd++;
      }
      while (domainEnd > at + 1 && !isMailChar(folded.charAt(domainEnd - 1), false)) {
        domainEnd--;
      }
      if (start < at && dot && folded.substring(at + 1, domainEnd).indexOf('.') > 0) {
        spans.add(start, domainEnd, "[邮箱]");
        done = domainEnd;
        continue;
      }
      int end = nameEnd(folded, at + 1);
      if (end > at + 1) {
        // Already masked, or masked with a blank behind, so that the next round reads the same.
        boolean masked = folded.startsWith(AuthorNames.MASK, at + 1) && end == at + 4;
        boolean more = end < folded.length() && isNameChar(folded.codePointAt(end));
        if (!masked) {
          spans.add(at, end, "@" + AuthorNames.MASK + (more ? " " : ""));
        }
        done = end;
      }
    }
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    for (int count = 0; end < text.length() && count < LONGEST_NAME; count++) {
      int c = text.codePointAt(end);
      if (!isNameChar(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  private static boolean isNameChar(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '·';
  }

  private static boolean isMailChar(char c) {
    return isMailChar(c, true);
  }

  private static boolean isMailChar(char c, boolean marks) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (marks && (c == '.' || c == '_' || c == '%' || c == '+' || c == '-'));
  }

  private static boolean isDomainChar(char c) {
    return isMailChar(c, false) || c == '.' || c == '-';
  }

  /**
   * The text with full-width forms, other scripts' digits and the many dashes as ASCII, index by
   * index.
   */
  static String fold(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      char c = folded[i];
      if (c < 0x80) {
        continue;
      }
      if (c >= 0xff01 && c <= 0xff5e) {
        folded[i] = (char) (c - 0xfee0);
      } else if (c == 0x3000 || c == 0xa0) {
        folded[i] = ' ';
      } else if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63) {
        folded[i] = '-';
      } else if (c < 0x2e80 && Character.isDigit(c)) {
        folded[i] = (char) ('0' + Character.digit(c, 10));
      }
    }
    return new String(folded);
  }

  /** Parts of a text that are to be replaced; the first to claim a part keeps it. */
  static final class Spans {
    private record Replacement(int end, String mask) {}

    private final BitSet taken = new BitSet();
    private final TreeMap<Integer, Replacement> byStart = new TreeMap<>();

    void add(int start, int end, String mask) {
      int next = taken.nextSetBit(start);
      if (next < 0 || next >= end) {
        taken.set(start, end);
        byStart.put(start, new Replacement(end, mask));
      }
    }

    boolean isEmpty() {
      return byStart.isEmpty();
    }

    String applyTo(String text) {
      StringBuilder masked = new StringBuilder(text.length());
      int from = 0;
      for (Map.Entry<Integer, Replacement> span : byStart.entrySet()) {
        masked.append(text, from, span.getKey()).append(span.getValue().mask());
        from = span.getValue().end();
      }
      return masked.append(text, from, text.length()).toString();
    }
  }
}
