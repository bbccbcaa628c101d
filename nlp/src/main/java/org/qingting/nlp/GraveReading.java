package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.qingting.nlp.GraveMatters.Entry;
import org.qingting.nlp.GraveMatters.Reach;
import org.qingting.nlp.GraveMatters.Role;

/**
 * One text as {@link GraveMatters} reads it: the phrases found in it, and which of them claim that
 * something happened.
 */
final class GraveReading {
  private static final String DEATH = "death";
  private static final String GUNFIRE = "gunfire";
  private static final String CUSTODY = "custody";
  private static final String MINOR = "minor";

  private static final String SENTENCE_ENDS = "。!?;\n";
  private static final String CLAUSE_ENDS = SENTENCE_ENDS + ",: ";
  private static final String DIGITS = "〇一二三四五六七八九";
  private static final int GROWN = 18;

  private static final int NEAR = 2;
  private static final int AHEAD = 8;
  private static final int IN_CUSTODY = 40;
  private static final int AT_THE_STATION = 14;
  private static final int OF_A_MINOR = 26;
  private static final int OBJECT = 6;

  /** Phrases read of a text, so that time is bounded: each is held against each other. */
  private static final int MOST = 500;

  /** A phrase in the text. */
  private record Found(Role role, Reach reach, int start, int end, int clause, int sentence) {
    boolean before(Found other) {
      return end <= other.start;
    }

    int gap(Found later) {
      return later.start - end;
    }
  }

  private final String text;
  private final Collection<String> places;
  private final boolean titled;
  private final List<Found> all = new ArrayList<>();
  private final List<Found> claims = new ArrayList<>();

  GraveReading(
      String text, Collection<String> places, Function<Match, Entry> lexicon, List<Match> matches) {
    this.text = text;
    this.places = places;
    this.titled = text.indexOf('\n') > 0;
    int clause = 0;
    int sentence = 0;
    int next = 0;
    for (int at = 0; at < text.length() && all.size() < MOST; at++) {
      while (next < matches.size() && matches.get(next).start() == at) {
        Match match = matches.get(next++);
        Entry entry = lexicon.apply(match);
        if (entry.role() != Role.PLAIN) {
          all.add(
              new Found(entry.role(), entry.reach(), match.start(), match.end(), clause, sentence));
        }
      }
      char c = text.charAt(at);
      if (c == '岁' && isYoung(at)) {
        all.add(new Found(Role.MINOR, Reach.NONE, at, at + 1, clause, sentence));
      } else if (c == '年' && isBareYear(at)) {
        all.add(new Found(Role.NOT, Reach.SENTENCE, at, at + 1, clause, sentence));
      }
      clause += CLAUSE_ENDS.indexOf(c) >= 0 ? 1 : 0;
      sentence += SENTENCE_ENDS.indexOf(c) >= 0 ? 1 : 0;
    }
    for (Found found : all) {
      if (isEvent(found.role()) && happened(found)) {
        claims.add(found);
      }
    }
  }

  /** Category ids in a fixed order, without repetition. */
  List<String> claimed() {
    List<String> claimed = new ArrayList<>();
    if (death()) {
      claimed.add(DEATH);
    }
    if (gunfire()) {
      claimed.add(GUNFIRE);
    }
    if (custody()) {
      claimed.add(CUSTODY);
    }
    if (minor()) {
      claimed.add(MINOR);
    }
    return List.copyOf(claimed);
  }

  private boolean death() {
    return claims.stream().anyMatch(claim -> Role.DEADLY.contains(claim.role()));
  }

  private boolean gunfire() {
    return claims.stream().anyMatch(claim -> Role.SHOTS.contains(claim.role()));
  }

  private boolean custody() {
    for (Found claim : claims) {
      if (Role.ONLY_IN_CUSTODY.contains(claim.role())
          || (Role.SUFFERED_IN_CUSTODY.contains(claim.role()) && heldThen(claim))) {
        return true;
      }
    }
    return false;
  }

  private boolean minor() {
    for (Found claim : claims) {
      if (claim.role() == Role.BULLY
          || (Role.SUFFERED_BY_A_MINOR.contains(claim.role()) && sufferedByMinor(claim))) {
        return true;
      }
    }
    return false;
  }

  private boolean isEvent(Role role) {
    return Role.ONLY_IN_CUSTODY.contains(role)
        || role == Role.BULLY
        || Role.SUFFERED_IN_CUSTODY.contains(role)
        || Role.SUFFERED_BY_A_MINOR.contains(role);
  }

  private boolean happened(Found event) {
    if (event.role() == Role.LOSS && !hasSign(event)) {
      return false;
    }
    if (event.role() == Role.HIT && !isSuffered(event)) {
      return false;
    }
    return all.stream().noneMatch(other -> takesBack(other, event));
  }

  /** Old people die in their beds: an obituary becomes a lead by what stands beside it. */
  private boolean hasSign(Found loss) {
    return all.stream()
        .anyMatch(
            other ->
                (other.role() == Role.SIGN || other.role() == Role.CUSTODY)
                    && Math.abs(other.sentence() - loss.sentence()) <= 1);
  }

  private boolean isSuffered(Found hit) {
    return all.stream()
        .anyMatch(
            other ->
                other.role() == Role.PASSIVE
                    && other.clause() == hit.clause()
                    && other.before(hit)
                    && other.gap(hit) <= 10);
  }

  private boolean takesBack(Found other, Found event) {
    return switch (other.role()) {
      case NOT -> reaches(other, event) && !turns(other, event);
      case DENIAL -> !turns(other, event);
      case ABROAD -> reaches(other, event) && !namesPlace(event);
      case RESCUED -> Role.UNDONE_BY_A_RESCUE.contains(event.role()) && reaches(other, event);
      case FOUND -> event.role() == Role.MISSING;
      case CREATURE -> isOfCreature(other, event);
      default -> false;
    };
  }

  private boolean reaches(Found marker, Found event) {
    boolean sameClause = marker.clause() == event.clause();
    boolean sameSentence = marker.sentence() == event.sentence();
    // What a title says of its text holds for all of it.
    boolean fromTitle = titled && marker.sentence() == 0;
    return switch (marker.reach()) {
      case NEAR -> sameClause && marker.before(event) && marker.gap(event) <= NEAR;
      case AHEAD -> sameClause && marker.before(event) && marker.gap(event) <= AHEAD;
      case CLAUSE -> sameClause;
      case BEFORE -> sameSentence && marker.before(event);
      case SENTENCE -> sameSentence;
      case PASSAGE -> fromTitle || Math.abs(marker.sentence() - event.sentence()) <= 1;
      case POST -> true;
      case NONE -> false;
    };
  }

  /** "They call it a rumour, but I saw it": from the turn on it is claimed again. */
  private boolean turns(Found marker, Found event) {
    boolean mayTurn = marker.role() == Role.DENIAL || marker.reach() == Reach.BEFORE;
    return mayTurn
        && all.stream()
            .anyMatch(
                other -> other.role() == Role.TURN && marker.before(other) && other.before(event));
  }

  private boolean namesPlace(Found event) {
    int from = event.start();
    while (from > 0 && SENTENCE_ENDS.indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    String sentence = text.substring(from, event.end());
    return places.stream()
        .anyMatch(place -> sentence.contains(place.substring(0, Math.min(2, place.length()))));
  }

  private boolean isOfCreature(Found creature, Found event) {
    if (creature.clause() != event.clause()
        || !creature.before(event)
        || creature.gap(event) > AHEAD) {
      return false;
    }
    return !follows("被让给遭", creature)
        && text.substring(creature.end(), event.start()).replace("被人", "").indexOf('人') < 0;
  }

  private boolean follows(String characters, Found found) {
    return found.start() > 0 && characters.indexOf(text.charAt(found.start() - 1)) >= 0;
  }

  /** The place of custody comes first, or directly after (死在看守所): else it is the culprit's. */
  private boolean heldThen(Found event) {
    if (Role.BY_SOMEBODY.contains(event.role()) && isDoneToOfficer(event)) {
      return false;
    }
    for (Found where : all) {
      boolean station = where.role() == Role.STATION;
      if (!station && where.role() != Role.CUSTODY) {
        continue;
      }
      boolean then =
          where.before(event)
              && (station
                  ? where.clause() == event.clause() && where.gap(event) <= AT_THE_STATION
                  : event.sentence() - where.sentence() <= 1 && where.gap(event) <= IN_CUSTODY);
      boolean there = event.before(where) && event.gap(where) <= 1;
      if (then || there) {
        return true;
      }
    }
    return false;
  }

  private boolean isDoneToOfficer(Found event) {
    return all.stream()
        .anyMatch(
            other ->
                other.role() == Role.OFFICER
                    && event.clause() == other.clause()
                    && event.before(other)
                    && event.gap(other) <= 3);
  }

  private boolean sufferedByMinor(Found event) {
    for (Found minor : all) {
      if (minor.role() == Role.MINOR && isVictim(minor, event)) {
        return true;
      }
    }
    return isMeantByPronoun(event);
  }

  /** 他 or 她 beside the event is the person last spoken of, if that was just now. */
  private boolean isMeantByPronoun(Found event) {
    int from = event.start();
    while (from > 0 && CLAUSE_ENDS.indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    String beside = text.substring(from, Math.min(text.length(), event.end() + 1));
    if (beside.indexOf('他') < 0 && beside.indexOf('她') < 0) {
      return false;
    }
    Found last = null;
    for (Found found : all) {
      boolean person = found.role() == Role.MINOR || found.role() == Role.ADULT;
      last = person && found.before(event) ? found : last;
    }
    return last != null && last.role() == Role.MINOR && event.sentence() - last.sentence() <= 2;
  }

  private boolean isVictim(Found minor, Found event) {
    if (event.before(minor)) {
      boolean named = event.role() == Role.MISSING && minor.sentence() == event.sentence();
      return event.gap(minor) <= (named ? OF_A_MINOR : OBJECT)
          && (named || minor.clause() == event.clause());
    }
    if (minor.sentence() != event.sentence() || minor.gap(event) > OF_A_MINOR) {
      return event.role() == Role.ABUSE && Math.abs(minor.sentence() - event.sentence()) <= 1;
    }
    boolean passive = false;
    boolean grownUp = false;
    for (Found between : all) {
      if (minor.before(between) && between.before(event)) {
        passive |= between.role() == Role.PASSIVE;
        // A grown-up behind 被 did it, one behind 和 was only there; else that one suffered.
        grownUp |= !passive && between.role() == Role.ADULT && !follows("和跟与同", between);
      }
    }
    return !grownUp && (passive || !Role.BY_SOMEBODY.contains(event.role()));
  }

  /** Whether a number up to seventeen stands before 岁. */
  private boolean isYoung(int at) {
    int from = at;
    while (from > 0 && isNumeral(text.charAt(from - 1))) {
      from--;
    }
    int age = number(text.substring(from, at));
    return age >= 0 && age < GROWN;
  }

  /** 2019年 without a month: no news of today is dated so. */
  private boolean isBareYear(int at) {
    int digits = 0;
    while (at - digits > 0 && isAsciiDigit(text.charAt(at - digits - 1))) {
      digits++;
    }
    return digits == 4 && (at + 1 >= text.length() || !isAsciiDigit(text.charAt(at + 1)));
  }

  private static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNumeral(char c) {
    return isAsciiDigit(c) || c == '十' || c == '两' || c == '百' || DIGITS.indexOf(c) >= 0;
  }

  /** Up to 99; -1 for anything else. */
  private static int number(String numeral) {
    if (numeral.isEmpty() || numeral.length() > 3 || numeral.indexOf('百') >= 0) {
      return -1;
    }
    int ten = numeral.indexOf('十');
    if (ten < 0) {
      int value = 0;
      for (int i = 0; i < numeral.length(); i++) {
        value = 10 * value + digit(numeral.charAt(i));
      }
      return value;
    }
    int tens = ten == 0 ? 1 : digit(numeral.charAt(0));
    int ones = ten == numeral.length() - 1 ? 0 : digit(numeral.charAt(numeral.length() - 1));
    return 10 * tens + ones;
  }

  private static int digit(char c) {
    if (c == '两') {
      return 2;
    }
    return isAsciiDigit(c) ? c - '0' : DIGITS.indexOf(c);
  }
}
