package org.qingting.pipeline.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence templates, as read from the resource files of this package; places.txt explains
 * their format. Immutable.
 */
final class Phrases {
  private static final List<String> FILES =
      List.of(
          "places.txt",
          "names.txt",
          "life.txt",
          "police.txt",
          "complaints.txt",
          "news.txt",
          "incident.txt");

  /** Names that the script fills in. */
  private static final Set<String> BOUND =
      Set.of("when", "at", "rival", "phone", "idcard", "plate", "bankcard", "mail");

  private static final Pattern REFERENCE = Pattern.compile("\\{([a-z.-]+)}");

  private final Map<String, List<String>> sections;

  private Phrases(Map<String, List<String>> sections) {
    this.sections = sections;
  }

  static Phrases load() {
    Map<String, List<String>> sections = new HashMap<>();
    for (String file : FILES) {
      try (InputStream in = Phrases.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the demo's " + file + " is missing from the jar");
        }
        read(file, in, sections);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the demo's " + file, e);
      }
    }
    sections.forEach((name, lines) -> check(name, lines, sections));
    return new Phrases(sections);
  }

  List<String> section(String name) {
    List<String> lines = sections.get(name);
    if (lines == null) {
      throw new IllegalArgumentException("the demo has no templates called " + name);
    }
    return lines;
  }

  Set<String> names() {
    return Set.copyOf(sections.keySet());
  }

  private static void read(String file, InputStream in, Map<String, List<String>> sections)
      throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<String> current = null;
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
        current = new ArrayList<>();
        String name = trimmed.substring(1, trimmed.length() - 1);
        if (sections.put(name, current) != null) {
          throw new IllegalStateException(file + ":" + number + ": section twice: " + name);
        }
      } else if (current == null) {
        throw new IllegalStateException(file + ":" + number + ": a line before any [section]");
      } else {
        current.add(trimmed.equals("_") ? "" : trimmed);
      }
    }
  }

  private static void check(String name, List<String> lines, Map<String, List<String>> sections) {
    if (lines.isEmpty()) {
      throw new IllegalStateException("demo templates [" + name + "] are empty");
    }
    for (String line : lines) {
      Matcher matcher = REFERENCE.matcher(line);
      while (matcher.find()) {
        String reference = matcher.group(1);
        if (!sections.containsKey(reference) && !BOUND.contains(reference)) {
          throw new IllegalStateException("[" + name + "] uses {" + reference + "}: no such thing");
        }
      }
      if (line.chars().filter(c -> c == '{').count()
          != line.chars().filter(c -> c == '}').count()) {
        throw new IllegalStateException("[" + name + "] has unbalanced braces: " + line);
      }
    }
  }
}
