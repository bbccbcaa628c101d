package org.qingting.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes posts of about 100 characters that speak of the police, from sentences that fit together.
 * The same seed gives the same texts, and no text comes twice. Not thread-safe.
 */
final class PostTexts {
  private static final String ANY = "any";

  private final Random random;
  private final Map<String, List<String>> slots = new HashMap<>();
  private final TreeMap<String, Map<String, List<String>>> matters = new TreeMap<>();
  private final List<String> names;
  private final Set<Long> written = new HashSet<>();

  PostTexts(long seed) {
    random = new Random(seed);
    for (String line : lines()) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("slot")) {
        slots.put(cells[1], List.of(cells[2].split(" ")));
      } else {
        matters
            .computeIfAbsent(cells[0], unused -> new HashMap<>())
            .computeIfAbsent(cells[1], unused -> new ArrayList<>())
            .add(cells[2]);
      }
    }
    names = matters.keySet().stream().filter(name -> !name.equals(ANY)).toList();
  }

  /** The next text. */
  String next() {
    while (true) {
      String text = compose();
      if (written.add(fingerprint(text))) {
        return text;
      }
    }
  }

  private String compose() {
    Map<String, List<String>> matter = matters.get(one(names));
    // A place or a person named twice in one post is the same one.
    Map<String, String> filled = new HashMap<>();
    StringBuilder text = new StringBuilder(140);
    for (String part : List.of("opening", "course", "view")) {
      fill(one(matter.get(part)), filled, text);
    }
    if (text.length() < 95) {
      fill(one(matters.get(ANY).get("wish")), filled, text);
    }
    return text.toString();
  }

  private void fill(String sentence, Map<String, String> filled, StringBuilder out) {
    int from = 0;
    for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', from)) {
      int close = sentence.indexOf('}', open);
      String slot = sentence.substring(open + 1, close);
      out.append(sentence, from, open);
      out.append(filled.computeIfAbsent(slot, name -> one(slots.get(name))));
      from = close + 1;
    }
    out.append(sentence, from, sentence.length());
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** 64 bits: among ten million texts two of the same are not to be expected. */
  private static long fingerprint(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static List<String> lines() {
    try (InputStream in = PostTexts.class.getResourceAsStream("posts.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("posts.tsv cannot be read from the jar", e);
    }
  }
}
