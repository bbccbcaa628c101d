package org.qingting.pipeline.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One sentence template, read once: words, alternatives {@code {a|b}} and names {@code {town}}. A
 * pilcrow is a line break. Immutable.
 */
final class Template {
  private static final Pattern NAME = Pattern.compile("[a-z.-]+");

  /** Says what a template's slots become. */
  interface Speaker {
    /** The value of a name. */
    String name(String name);

    /** A number from 0 up to, but not including, the bound. */
    int choose(int bound);
  }

  /**
   * Words, a name, or alternatives: whichever is not null.
   *
   * @param options at least two
   */
  private record Part(String words, String name, List<Template> options) {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Template of(String line) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int open = line.indexOf('{');
    while (open >= 0) {
      words(line.substring(from, open), parts);
      int end = closing(line, open);
      List<String> options = options(line.substring(open + 1, end));
      if (options.size() > 1) {
        parts.add(new Part(null, null, options.stream().map(Template::of).toList()));
      } else if (NAME.matcher(options.get(0)).matches()) {
        parts.add(new Part(null, options.get(0), null));
      } else {
        throw new IllegalArgumentException(
            "{" + options.get(0) + "} is neither a choice nor a name, in: " + line);
      }
      from = end + 1;
      open = line.indexOf('{', from);
    }
    words(line.substring(from), parts);
    return new Template(List.copyOf(parts));
  }

  /** Adds the names that the template uses, at any depth. */
  void collectNames(Set<String> names) {
    for (Part part : parts) {
      if (part.name() != null) {
        names.add(part.name());
      } else if (part.options() != null) {
        part.options().forEach(o -> o.collectNames(names));
      }
    }
  }

  void say(Speaker speaker, StringBuilder out) {
    for (Part part : parts) {
      if (part.words() != null) {
        out.append(part.words());
      } else if (part.name() != null) {
        out.append(speaker.name(part.name()));
      } else {
        part.options().get(speaker.choose(part.options().size())).say(speaker, out);
      }
    }
  }

  private static void words(String words, List<Part> parts) {
    if (words.indexOf('}') >= 0) {
      throw new IllegalArgumentException("a closing brace without an opening one in: " + words);
    }
    if (!words.isEmpty()) {
      parts.add(new Part(words.replace('¶', '\n'), null, null));
    }
  }

  private static int closing(String line, int open) {
    int depth = 0;
    for (int i = open; i < line.length(); i++) {
      char c = line.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("an opening brace without a closing one in: " + line);
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
