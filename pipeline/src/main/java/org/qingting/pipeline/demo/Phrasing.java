package org.qingting.pipeline.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Speaks templates, drawing by lot. Each section is a shuffled deck that is dealt to its end before
 * it is shuffled again, so that the same sentence does not come twice in a row. Not thread-safe.
 */
final class Phrasing {
  private static final int TRIES = 12;

  private final Phrases phrases;
  private final SplittableRandom random;
  private final Map<String, List<Template>> decks = new HashMap<>();
  private final Set<String> said = new HashSet<>();

  Phrasing(Phrases phrases, SplittableRandom random) {
    this.phrases = phrases;
    this.random = random;
  }

  SplittableRandom random() {
    return random;
  }

  /** A line of the section with its slots filled; said before only if the section is used up. */
  String say(String section, Map<String, String> bound) {
    String text = "";
    for (int i = 0; i < TRIES; i++) {
      text = fill(deal(section), bound);
      if (said.add(text)) {
        return text;
      }
    }
    return text;
  }

  private Template deal(String section) {
    List<Template> deck = decks.computeIfAbsent(section, s -> new ArrayList<>());
    if (deck.isEmpty()) {
      deck.addAll(shuffled(phrases.templates(section)));
    }
    return deck.remove(deck.size() - 1);
  }

  /** All lines of a section, in the file's order. */
  List<String> lines(String section) {
    return phrases.lines(section);
  }

  /** The next card of a section's deck, its alternatives chosen, no names bound. */
  String draw(String section) {
    return fill(deal(section), Map.of());
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    for (int i = copy.size() - 1; i > 0; i--) {
      T other = copy.set(random.nextInt(i + 1), copy.get(i));
      copy.set(i, other);
    }
    return copy;
  }

  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String fill(Template template, Map<String, String> bound) {
    StringBuilder out = new StringBuilder();
    template.say(
        new Template.Speaker() {
          @Override
          public String name(String name) {
            String value = bound.get(name);
            return value != null ? value : fill(deal(name), bound);
          }

          @Override
          public int choose(int bound) {
            return random.nextInt(bound);
          }
        },
        out);
    return out.toString();
  }
}
