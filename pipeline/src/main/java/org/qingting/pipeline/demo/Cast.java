package org.qingting.pipeline.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The invented people's screen names, and the invented numbers that some of them write down. All
 * are long and odd enough to be found by a byte search, and to be found only where they were put.
 *
 * @param names screen names on the forum
 * @param pens pen names of the first news site
 * @param desks pen names of the second
 */
record Cast(
    List<String> names,
    List<String> pens,
    List<String> desks,
    List<String> phones,
    List<String> idCards,
    List<String> plates,
    List<String> bankCards,
    List<String> mails) {
  private static final int PEOPLE = 240;
  private static final String PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY";
  private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  static Cast of(Phrases phrases, Phrasing lot) {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < PEOPLE) {
      int number = lot.random().nextInt(10, 1000);
      String name =
          lot.chance(0.2)
              ? lot.draw("latin") + number
              : lot.draw("front") + lot.draw("back") + (lot.chance(0.5) ? "" : "" + number);
      names.add(name);
    }
    List<String> phones = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> plates = new ArrayList<>();
    List<String> cards = new ArrayList<>();
    List<String> mails = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      phones.add(phone(lot, i));
    }
    for (int i = 0; i < 4; i++) {
      ids.add(idCard(lot));
      plates.add(plate(lot, i));
      cards.add(bankCard(lot, i));
      mails.add("qhtest" + digits(lot, 5) + "@example.com");
    }
    return new Cast(
        List.copyOf(names),
        phrases.lines("pen").stream().map(p -> p + digits(lot, 3)).toList(),
        phrases.lines("desk").stream().map(p -> p + digits(lot, 3)).toList(),
        List.copyOf(phones),
        List.copyOf(ids),
        List.copyOf(plates),
        List.copyOf(cards),
        List.copyOf(mails));
  }

  List<String> everyName() {
    List<String> all = new ArrayList<>(names);
    all.addAll(pens);
    all.addAll(desks);
    return List.copyOf(all);
  }

  List<String> everyNumber() {
    List<String> all = new ArrayList<>(phones);
    all.addAll(idCards);
    all.addAll(plates);
    all.addAll(bankCards);
    all.addAll(mails);
    return List.copyOf(all);
  }

  /** 154 is a prefix that no operator was given. */
  private static String phone(Phrasing lot, int i) {
    String middle = digits(lot, 4);
    String end = digits(lot, 4);
    return switch (i % 4) {
      case 2 -> "154-" + middle + "-" + end;
      case 3 -> "154 " + middle + " " + end;
      default -> "154" + middle + end;
    };
  }

  /** Region 99 does not exist; the check digit is right (GB 11643). */
  private static String idCard(Phrasing lot) {
    String body =
        "990"
            + digits(lot, 3)
            + lot.random().nextInt(1955, 2006)
            + String.format("%02d%02d", lot.random().nextInt(1, 13), lot.random().nextInt(1, 29))
            + digits(lot, 3);
    int sum = 0;
    for (int i = 0; i < ID_WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * ID_WEIGHTS[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  /** 皖Z is given to no city. */
  private static String plate(Phrasing lot, int i) {
    char letter = PLATE_LETTERS.charAt(lot.random().nextInt(PLATE_LETTERS.length()));
    return switch (i) {
      case 0 -> "皖Z·" + digits(lot, 2) + letter + digits(lot, 2);
      case 1 -> "皖ZD" + digits(lot, 5);
      default -> "皖Z" + letter + digits(lot, 4);
    };
  }

  /** Nineteen digits with a right check digit (Luhn); 6299 01 is no bank's. */
  private static String bankCard(Phrasing lot, int i) {
    String body = "629901" + digits(lot, 12);
    int sum = 0;
    for (int k = 0; k < body.length(); k++) {
      int digit = body.charAt(body.length() - 1 - k) - '0';
      int twice = k % 2 == 0 ? digit * 2 : digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    String card = body + (10 - sum % 10) % 10;
    return i % 2 == 0 ? card : card.replaceAll("(\\d{4})(?=\\d)", "$1 ");
  }

  private static String digits(Phrasing lot, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(lot.random().nextInt(10));
    }
    return out.toString();
  }
}
