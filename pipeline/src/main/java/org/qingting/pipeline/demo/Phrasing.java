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
  private final Map<String, List<String>> decks = new HashMap<>();
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

  /** The next card of a section's deck, slots and all. */
  String deal(String section) {
    List<String> deck = decks.computeIfAbsent(section, s -> new ArrayList<>());
    if (deck.isEmpty()) {
      deck.addAll(shuffled(phrases.section(section)));
    }
    return deck.remove(deck.size() - 1);
  }

  /** All cards of a section, in the file's order. */
  List<String> cards(String section) {
    return phrases.section(section);
  }

  /** A card of a section, its alternatives chosen, no names bound. */
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

  private String fill(String template, Map<String, String> bound) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c == '{') {
        int end = closing(template, i);
        out.append(slot(template.substring(i + 1, end), bound));
        i = end + 1;
      } else {
        out.append(c == '¶' ? '\n' : c);
        i++;
      }
    }
    return out.toString();
  }

  private String slot(String inside, Map<String, String> bound) {
    List<String> options = options(inside);
    if (options.size() > 1) {
      return fill(oneOf(options), bound);
    }
    String value = bound.get(inside);
    return value != null ? value : fill(deal(inside), bound);
  }

  private static int closing(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      char c = template.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no closing brace in demo template: " + template);
  }

  private static List<String> options(String inside) {
    List<String> options = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '|' && depth == 0) {
        options.add(inside.substring(start, i));
        start = i + 1;
      }
    }
    options.add(inside.substring(start));
    return options;
  }
}
