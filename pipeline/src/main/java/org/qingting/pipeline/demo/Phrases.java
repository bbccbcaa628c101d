package org.qingting.pipeline.demo;

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
import java.util.Set;

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

  private final Map<String, List<String>> lines;
  private final Map<String, List<Template>> templates;

  private Phrases(Map<String, List<String>> lines, Map<String, List<Template>> templates) {
    this.lines = lines;
    this.templates = templates;
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
    Map<String, List<Template>> templates = new HashMap<>();
    sections.forEach(
        (name, lines) -> templates.put(name, lines.stream().map(Template::of).toList()));
    templates.forEach((name, section) -> check(name, section, templates.keySet()));
    return new Phrases(sections, templates);
  }

  /** The lines of a section as written. */
  List<String> lines(String section) {
    return of(section, lines);
  }

  List<Template> templates(String section) {
    return of(section, templates);
  }

  Set<String> names() {
    return Set.copyOf(lines.keySet());
  }

  private static <T> T of(String section, Map<String, T> all) {
    T found = all.get(section);
    if (found == null) {
      throw new IllegalArgumentException("the demo has no templates called " + section);
    }
    return found;
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

  private static void check(String name, List<Template> section, Set<String> sections) {
    if (section.isEmpty()) {
      throw new IllegalStateException("demo templates [" + name + "] are empty");
    }
    Set<String> used = new HashSet<>();
    section.forEach(t -> t.collectNames(used));
    used.removeAll(sections);
    used.removeAll(BOUND);
    if (!used.isEmpty()) {
      throw new IllegalStateException("[" + name + "] uses " + used + ": no such section");
    }
  }
}
