package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads which grave matters a text claims as having happened: a death, gunfire, harm in custody,
 * harm to a minor. Words open the question; their sentence decides it: negation, what is feared or
 * threatened, fiction, drills and lessons, denials, the past, statistics, other countries, animals,
 * and who suffers what. A claim is read, never judged. Immutable and thread-safe.
 */
final class GraveMatters {

  /** What a phrase of the lexicon stands for; the lexicon's head says it in words. */
  enum Role {
    DEATH,
    SUICIDE,
    LOSS,
    CUSTODIAL,
    KILLED,
    SIGN,
    GUNFIRE,
    TORTURE,
    HARM,
    ILL,
    ASSAULT,
    HIT,
    ABUSE,
    BULLY,
    MISSING,
    CUSTODY,
    STATION,
    MINOR,
    ADULT,
    OFFICER,
    PASSIVE,
    NOT,
    DENIAL,
    TURN,
    ABROAD,
    RESCUED,
    FOUND,
    CREATURE,
    PLAIN;

    static final Set<Role> DEADLY = EnumSet.of(DEATH, SUICIDE, LOSS, CUSTODIAL, KILLED);
    static final Set<Role> SHOTS = EnumSet.of(GUNFIRE, KILLED);
    static final Set<Role> ONLY_IN_CUSTODY = EnumSet.of(TORTURE, CUSTODIAL);
    static final Set<Role> BY_SOMEBODY = EnumSet.of(ASSAULT, HIT);
    static final Set<Role> SUFFERED_IN_CUSTODY =
        EnumSet.of(DEATH, SUICIDE, LOSS, KILLED, HARM, ILL, ASSAULT, HIT, ABUSE);
    static final Set<Role> SUFFERED_BY_A_MINOR =
        EnumSet.of(
            DEATH, SUICIDE, LOSS, CUSTODIAL, KILLED, GUNFIRE, HARM, ASSAULT, HIT, ABUSE, MISSING);
    static final Set<Role> UNDONE_BY_A_RESCUE = EnumSet.of(SUICIDE, HARM, ILL, MISSING);
  }

  /** How far a phrase that takes something back reaches. */
  enum Reach {
    NONE,
    NEAR,
    AHEAD,
    CLAUSE,
    BEFORE,
    SENTENCE,
    PASSAGE,
    POST
  }

  /** A phrase of the lexicon. */
  record Entry(Role role, Reach reach) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Automaton automaton;

  GraveMatters() {
    Map<String, Entry> words = new LinkedHashMap<>();
    for (String[] row : Resources.rows("leads.tsv")) {
      Role role = Role.valueOf(row[0].toUpperCase(Locale.ROOT));
      Reach reach =
          row[1].equals("-") ? Reach.NONE : Reach.valueOf(row[1].toUpperCase(Locale.ROOT));
      for (String word : row[2].split(" ")) {
        words.put(word, new Entry(role, reach));
      }
    }
    entries.addAll(words.values());
    automaton = new Automaton(words.keySet());
  }

  /**
   * Category ids in a fixed order, without repetition.
   *
   * @param text cleaned
   * @param places the places that it names
   */
  List<String> claimed(String text, Collection<String> places) {
    List<Match> matches = automaton.longest(text);
    if (matches.isEmpty()) {
      return List.of();
    }
    return new GraveReading(text, places, found -> entries.get(found.word()), matches).claimed();
  }
}
