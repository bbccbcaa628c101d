package org.qingting.alerts.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What people ask, found in the texts of critical posts: usual concerns by their cues, and other
 * questions grouped by likeness. Names, numbers and addresses do not pass. Immutable and
 * thread-safe.
 */
public final class Concerns {
  private static final int MOST = 8;
  private static final int MOST_TEXTS = 3000;
  private static final int MOST_GROUPS = 200;
  private static final int LONGEST = 40;
  private static final int SHORTEST = 5;
  private static final double ALIKE = 0.5;
  private static final Pattern SENTENCE = Pattern.compile("(?<=[。！？!?\\n；;])");
  private static final Pattern ASKS =
      Pattern.compile("[？?]|为什么|为何|凭什么|怎么|是否|有没有|到底|何时|什么时候|多久|哪里|谁来|[求请](公布|公开)|给.{0,4}(交代|说法)");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "https?://\\S+|@[\\p{L}\\p{N}_-]+|[\\w.+-]+@[\\w-]+\\.[\\w.]+|\\d{5,}|\\[[^\\]]{1,12}]");

  private final Map<String, Pattern> usual;

  private Concerns(Map<String, Pattern> usual) {
    this.usual = usual;
  }

  /** With the usual concerns that come with the product. */
  public static Concerns standard() {
    Map<String, Pattern> usual = new LinkedHashMap<>();
    try (InputStream in = Concerns.class.getResourceAsStream("concerns.tsv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.strip().split("\t");
          usual.put(cells[0], Pattern.compile(cells[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the resource concerns.tsv cannot be read", e);
    }
    return new Concerns(usual);
  }

  /**
   * What the texts ask, most frequent first; at most eight. The order of the texts does not matter.
   */
  public List<Concern> of(Collection<String> texts) {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> others = new ArrayList<>();
    // Sorted, so that the same texts give the same answer.
    for (String text : texts.stream().sorted().limit(MOST_TEXTS).toList()) {
      Set<String> asked = new HashSet<>();
      for (String sentence : SENTENCE.split(text)) {
        if (!ASKS.matcher(sentence).find()) {
          continue;
        }
        boolean known = false;
        for (Map.Entry<String, Pattern> each : usual.entrySet()) {
          if (each.getValue().matcher(sentence).find()) {
            asked.add(each.getKey());
            known = true;
          }
        }
        if (!known) {
          String plain = plain(sentence);
          if (plain.length() >= SHORTEST && plain.length() <= LONGEST) {
            others.add(plain);
          }
        }
      }
      asked.forEach(question -> counts.merge(question, 1, Integer::sum));
    }
    List<Concern> all = new ArrayList<>();
    counts.forEach((question, posts) -> all.add(new Concern(question, posts)));
    all.addAll(grouped(others));
    all.sort(Comparator.comparing(Concern::posts).reversed().thenComparing(Concern::question));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private static String plain(String sentence) {
    return PRIVATE.matcher(sentence).replaceAll("").replaceAll("\\s+", "").strip();
  }

  /** Questions that are alike; the first tells what a group is like. */
  private record Group(Set<String> shingles, List<String> questions) {}

  /** Only what several ask is a concern of the public. */
  private static List<Concern> grouped(List<String> questions) {
    List<Group> groups = new ArrayList<>();
    for (String question : questions.stream().sorted().toList()) {
      Set<String> own = shingles(question);
      groups.stream()
          .filter(each -> likeness(each.shingles(), own) >= ALIKE)
          .findFirst()
          .or(
              () -> {
                Group fresh = new Group(own, new ArrayList<>());
                if (groups.size() < MOST_GROUPS) {
                  groups.add(fresh);
                }
                return Optional.of(fresh);
              })
          .get()
          .questions()
          .add(question);
    }
    return groups.stream()
        .filter(group -> group.questions().size() >= 2)
        .map(
            group ->
                new Concern(
                    group.questions().stream()
                        .min(
                            Comparator.comparing(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                        .orElseThrow(),
                    group.questions().size()))
        .toList();
  }

  private static double likeness(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    int either = one.size() + other.size() - both.size();
    return either == 0 ? 0 : both.size() / (double) either;
  }

  private static Set<String> shingles(String text) {
    Set<String> all = new HashSet<>();
    for (int i = 0; i + 2 <= text.length(); i++) {
      all.add(text.substring(i, i + 2));
    }
    return all;
  }
}
