package org.qingting.ingest.privacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Finds phone, identity-card and bank-card numbers, in one piece or in the groups in which people
 * write them. The sizes of the groups are what tells {@code 138-0000-1111} from {@code 2026-11-03}.
 */
final class Numbers {
  static final String PHONE = "[电话号]";
  private static final String MOBILE = "[手机号]";
  private static final String IDENTITY = "[身份证号]";
  private static final String CARD = "[银行卡号]";

  private static final Set<List<Integer>> MOBILE_GROUPS =
      Set.of(
          List.of(11),
          List.of(3, 8),
          List.of(7, 4),
          List.of(4, 7),
          List.of(3, 4, 4),
          List.of(4, 3, 4),
          List.of(4, 4, 3),
          List.of(3, 3, 5),
          List.of(3, 5, 3),
          ones(11));
  private static final Set<List<Integer>> LANDLINE_GROUPS =
      Set.of(
          List.of(11),
          List.of(12),
          List.of(3, 8),
          List.of(4, 7),
          List.of(4, 8),
          List.of(3, 4, 4),
          List.of(4, 3, 4),
          List.of(4, 4, 4));
  private static final Set<List<Integer>> IDENTITY_GROUPS =
      Set.of(
          List.of(18),
          List.of(6, 12),
          List.of(14, 4),
          List.of(6, 8, 4),
          List.of(3, 3, 8, 4),
          List.of(3, 3, 4, 4, 4),
          List.of(6, 4, 4, 4),
          List.of(6, 4, 2, 2, 4),
          ones(18));
  private static final Set<List<Integer>> OLD_IDENTITY_GROUPS =
      Set.of(List.of(15), List.of(6, 6, 3));

  /** Groups of the longest number, one digit each, and its country code. */
  private static final int MOST_GROUPS = 20;

  private Numbers() {}

  /** Digits in one piece; indices into the text. */
  private record Group(int start, int end) {}

  static void find(String text, Masking.Spans spans) {
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text, i)) {
        i++;
        continue;
      }
      List<Group> groups = groups(text, i);
      int longest = 0;
      String mask = null;
      StringBuilder digits = new StringBuilder();
      for (int n = 1; n <= groups.size(); n++) {
        digits.append(text, groups.get(n - 1).start(), groups.get(n - 1).end());
        if (digits.length() > 19) {
          break;
        }
        String kind = kind(text, digits.toString(), groups, n);
        if (kind != null) {
          longest = n;
          mask = kind;
        }
      }
      if (mask == null) {
        i = groups.get(0).end();
      } else {
        int end = groups.get(longest - 1).end();
        end += mask.equals(IDENTITY) && isCheckX(text, end) ? 1 : 0;
        spans.add(start(text, groups), end, mask);
        i = end;
      }
    }
  }

  private static List<Group> groups(String text, int from) {
    List<Group> groups = new ArrayList<>();
    int i = from;
    while (isDigit(text, i) && groups.size() < MOST_GROUPS) {
      int end = i;
      while (isDigit(text, end)) {
        end++;
      }
      groups.add(new Group(i, end));
      i = end;
      while (i < text.length() && i - end < 3 && isSeparator(text.charAt(i))) {
        i++;
      }
    }
    return groups;
  }

  private static String kind(String text, String digits, List<Group> groups, int n) {
    List<Integer> sizes = sizes(groups, n);
    int end = groups.get(n - 1).end();
    if (isMobile(digits, sizes) && !isAmount(text, end)) {
      return MOBILE;
    }
    if (isLandline(digits, sizes)) {
      return PHONE;
    }
    if (isIdentity(text, digits, sizes, end)) {
      return IDENTITY;
    }
    return isCard(digits, sizes) ? CARD : null;
  }

  private static boolean isMobile(String digits, List<Integer> sizes) {
    for (String country : List.of("", "86", "0086")) {
      int length = country.length();
      if (digits.length() == 11 + length
          && digits.startsWith(country)
          && digits.charAt(length) == '1'
          && digits.charAt(length + 1) >= '3') {
        if (length == 0) {
          return MOBILE_GROUPS.contains(sizes);
        }
        boolean apart = sizes.get(0) == length;
        return sizes.size() == 1
            || (apart && MOBILE_GROUPS.contains(sizes.subList(1, sizes.size())));
      }
    }
    return false;
  }

  /** Area code and a local number of seven or eight digits that starts with 2 to 9. */
  private static boolean isLandline(String digits, List<Integer> sizes) {
    if (digits.charAt(0) != '0' || digits.length() < 11 || !LANDLINE_GROUPS.contains(sizes)) {
      return false;
    }
    char second = digits.charAt(1);
    boolean shortArea = (second == '1' && digits.charAt(2) == '0') || second == '2';
    int area = shortArea ? 3 : 4;
    int local = digits.length() - area;
    boolean areaApart = sizes.size() == 1 || sizes.get(0) == area;
    return second != '0'
        && (second != '1' || shortArea)
        && areaApart
        && (local == 8 || (local == 7 && !shortArea))
        && digits.charAt(area) >= '2';
  }

  private static boolean isIdentity(String text, String digits, List<Integer> sizes, int end) {
    if (digits.length() == 17 && isCheckX(text, end)) {
      List<Integer> whole = new ArrayList<>(sizes);
      whole.set(whole.size() - 1, whole.get(whole.size() - 1) + 1);
      return isBirthday(digits.substring(6, 14))
          && (IDENTITY_GROUPS.contains(whole) || sizes.equals(List.of(6, 8, 3)));
    }
    if (digits.length() == 18) {
      return IDENTITY_GROUPS.contains(sizes) && isBirthday(digits.substring(6, 14));
    }
    return digits.length() == 15
        && OLD_IDENTITY_GROUPS.contains(sizes)
        && digits.charAt(0) != '0'
        && digits.charAt(0) < '9'
        && isBirthday("19" + digits.substring(6, 12));
  }

  private static boolean isCard(String digits, List<Integer> sizes) {
    if (digits.length() < 16) {
      return false;
    }
    if (sizes.size() == 1) {
      return true;
    }
    boolean six = sizes.size() == 2 && sizes.get(0) == 6;
    boolean fours =
        (sizes.size() == 4 || sizes.size() == 5) && sizes.subList(0, 4).equals(List.of(4, 4, 4, 4));
    boolean likeCard = six || fours;
    return likeCard && (digits.startsWith("62") || passesLuhn(digits));
  }

  /** ISO/IEC 7812-1, annex B. */
  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }

  private static boolean isBirthday(String yyyymmdd) {
    int year = Integer.parseInt(yyyymmdd.substring(0, 4));
    int month = Integer.parseInt(yyyymmdd.substring(4, 6));
    int day = Integer.parseInt(yyyymmdd.substring(6));
    return year >= 1880 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  private static boolean isAmount(String text, int end) {
    int next = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
    return next < text.length() && "元万亿".indexOf(text.charAt(next)) >= 0;
  }

  private static boolean isCheckX(String text, int at) {
    return at < text.length() && (text.charAt(at) == 'X' || text.charAt(at) == 'x');
  }

  /** With the plus sign or bracket that belongs to the number. */
  private static int start(String text, List<Group> groups) {
    int start = groups.get(0).start();
    if (start == 0) {
      return start;
    }
    char before = text.charAt(start - 1);
    int end = groups.get(0).end();
    boolean bracket = before == '(' && end < text.length() && text.charAt(end) == ')';
    return before == '+' || bracket ? start - 1 : start;
  }

  private static List<Integer> sizes(List<Group> groups, int n) {
    Integer[] sizes = new Integer[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = groups.get(i).end() - groups.get(i).start();
    }
    return List.of(sizes);
  }

  private static List<Integer> ones(int count) {
    return Collections.nCopies(count, 1);
  }

  private static boolean isSeparator(char c) {
    return c == ' '
        || c == '-'
        || c == '.'
        || c == '·'
        || c == '_'
        || c == '('
        || c == ')'
        || c == '\u2022';
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
