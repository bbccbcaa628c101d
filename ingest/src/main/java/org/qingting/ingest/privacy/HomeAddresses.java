package org.qingting.ingest.privacy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the part of an address that leads to somebody's door: house, staircase and flat. Streets,
 * estates and villages stay, since they tell where something happened.
 */
final class HomeAddresses {
  private static final String MASK = "[住址]";
  private static final String DIGIT = "0-9一二三四五六七八九十百零〇两甲乙丙丁A-Za-z";
  private static final String NUMBER = "[" + DIGIT + "]{1,5}";
  private static final String UNIT = NUMBER + "\\s?(?:号楼|号院|栋|幢|座|单元|楼|层|室|户|弄|号|组)";
  private static final String NOT_BEFORE = "(?<![月" + DIGIT + "])";
  private static final String COUNTED = "(?![0-9人元名户多余个年月日万平米:%])";

  /** Two parts or more, such as 3号楼2单元501室, or one with a bare flat number behind. */
  private static final Pattern CHAIN =
      Pattern.compile(
          NOT_BEFORE
              + "(?:"
              + UNIT
              + "(?:[\\s,、-]?"
              + UNIT
              + "){1,7}+(?:\\s?-?[0-9]{3,4}"
              + COUNTED
              + ")?|"
              + NUMBER
              + "(?:号楼|栋|幢|座|单元)[\\s-]?[0-9]{3,4}"
              + COUNTED
              + "室?)");

  private static final Pattern DOOR = Pattern.compile("号楼|号院|栋|幢|单元|室|弄|座|组.{0,6}号|[楼层].{0,6}户");

  /** One part is enough behind the name of an estate. */
  private static final Pattern ESTATE =
      Pattern.compile(
          "(?:小区|花园|公寓|新村|家园|嘉园|[名花雅家佳]苑|宿舍|家属院|山庄|豪庭|村)\\s?"
              + "(?<door>"
              + "[0-9A-Za-z]{1,4}(?:号楼|栋(?!楼)|幢(?!楼)|座|单元|室|号(?![晚上下凌早中起前后当线]))(?:[0-9]{3,4}"
              + COUNTED
              + ")?|[一二三四五六七八九十]{1,3}(?:号楼|单元)"
              + "|[0-9]{1,3}[-#][0-9]{1,3}(?:-[0-9]{2,4})?(?![0-9日月]))");

  /** A street number is a home where the text says so. */
  private static final Pattern LIVES_AT =
      Pattern.compile(
          "(?:家住|住在|住址|现住|居住于|居住在|户籍地|户籍所在地)[:是为]?[^\\n,。;!?]{0,30}?"
              + NOT_BEFORE
              + "(?<door>"
              + NUMBER
              + "号(?:附[0-9]{1,3}号)?)");

  private HomeAddresses() {}

  static void find(String folded, Masking.Spans spans) {
    if (!mayHold(folded)) {
      return;
    }
    Matcher chain = CHAIN.matcher(folded);
    while (chain.find()) {
      boolean bareFlat = Character.isDigit(folded.charAt(chain.end() - 1));
      if (bareFlat || DOOR.matcher(chain.group()).find()) {
        spans.add(chain.start(), chain.end(), MASK);
      }
    }
    findDoors(ESTATE, folded, spans);
    if (folded.indexOf('住') >= 0 || folded.contains("户籍")) {
      findDoors(LIVES_AT, folded, spans);
    }
  }

  /** Spares most texts the patterns: a number before a unit, or digits joined by a sign. */
  private static boolean mayHold(String folded) {
    for (int i = 1; i < folded.length(); i++) {
      char c = folded.charAt(i);
      boolean number = isNumber(folded.charAt(i - 1)) || (i > 1 && isNumber(folded.charAt(i - 2)));
      if (number && ("号栋幢座单楼层室户弄组-#".indexOf(c) >= 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(char c) {
    return c < 0x80 ? Character.isLetterOrDigit(c) : "一二三四五六七八九十百零〇两甲乙丙丁".indexOf(c) >= 0;
  }

  private static void findDoors(Pattern pattern, String folded, Masking.Spans spans) {
    Matcher matcher = pattern.matcher(folded);
    while (matcher.find()) {
      spans.add(matcher.start("door"), matcher.end("door"), MASK);
    }
  }
}
