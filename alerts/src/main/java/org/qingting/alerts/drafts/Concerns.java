package org.qingting.alerts.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What people ask, found in the texts of critical posts: usual concerns by their cues, in neutral
 * words of the office; other questions grouped by likeness, masked. It depends on the texts alone,
 * not on their order. Immutable and thread-safe.
 */
public final class Concerns {
  private static final int MOST = 8;
  private static final int MOST_TEXTS = 5_000;
  private static final int MOST_QUESTIONS = 2_000;
  private static final int MOST_GROUPS = 300;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST = 40;
  private static final int SHORTEST = 5;
  private static final double ALIKE = 0.5;
  private static final Pattern SENTENCE = Pattern.compile("(?<=[。!?\\n;])");
  private static final Pattern ASKS =
      Pattern.compile(
          "[?]|为什么|为啥|为何|凭什么|凭啥|怎么|是否|有没有|是不是|能不能|会不会|要不要|敢不敢|到底|究竟|何时"
              + "|什么时候|几时|多久|多少|哪里|哪个|哪些|谁来|谁干|谁负责|归谁|[吗呢][!。]?$|了没"
              + "|(?:求|请|要求|希望|应该|应当|尽快|等一?个|给).{0,8}(?:公布|公开|道歉|真相|交代|说法|答复|回应)");
  private static final Pattern NOT_SAID = Pattern.compile("[\\s【】\"“”‘’'<>{}|`*_~]");

  /**
   * A usual concern.
   *
   * @param id in the resource and in measurements
   * @param question in the office's words
   */
  private record Usual(String id, String question, Pattern cues) {}

  /** Questions alike; the first, which most posts ask, tells what the group is like. */
  private record Group(Set<String> shingles, Set<String> questions, Set<Integer> posts) {}

  private final List<Usual> usual;
  private final Masking masking;

  private Concerns(List<Usual> usual, Masking masking) {
    this.usual = usual;
    this.masking = masking;
  }

  /** With the usual concerns that come with the product. */
  public static Concerns standard() {
    List<Usual> usual = new ArrayList<>();
    for (String line : lines("concerns.tsv")) {
      String[] cells = line.split("\t");
      usual.add(new Usual(cells[0], cells[1], Pattern.compile(cells[2])));
    }
    return new Concerns(List.copyOf(usual), Masking.of(lines("surnames.txt")));
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Concerns.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
    }
  }

  /**
   * What the texts ask, most frequent first; at most eight. Of more than 5,000 texts a sample that
   * the texts themselves determine is read, and of each text the first 2,000 characters.
   */
  public List<Concern> of(Collection<String> texts) {
    List<String> read = sample(texts);
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Set<Integer>> others = new TreeMap<>();
    for (int post = 0; post < read.size(); post++) {
      Set<String> asked = new HashSet<>();
      for (String sentence : asking(read.get(post))) {
        List<Usual> known = known(sentence);
        known.forEach(each -> asked.add(each.question()));
        String plain = known.isEmpty() ? plain(sentence) : "";
        if (plain.length() >= SHORTEST && plain.length() <= LONGEST) {
          others.computeIfAbsent(plain, key -> new HashSet<>()).add(post);
        }
      }
      asked.forEach(question -> counts.merge(question, 1, Integer::sum));
    }
    for (Group group : grouped(others)) {
      // What one post asks is no concern of the public.
      if (group.posts().size() >= 2) {
        counts.merge(shortest(group.questions()), group.posts().size(), Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(each -> new Concern(each.getKey(), each.getValue(), percent(each, read.size())))
        .toList();
  }

  private static int percent(Map.Entry<String, Integer> of, int all) {
    return Math.round(100f * of.getValue() / all);
  }

  /** The ids of the usual concerns that a text asks. */
  Set<String> usualIn(String text) {
    Set<String> ids = new TreeSet<>();
    asking(text).forEach(sentence -> known(sentence).forEach(each -> ids.add(each.id())));
    return ids;
  }

  private static List<String> sample(Collection<String> texts) {
    if (texts.size() <= MOST_TEXTS) {
      return texts.stream().sorted().toList();
    }
    return texts.stream()
        .sorted(
            Comparator.comparingInt((String text) -> text.hashCode() * 0x9E3779B9)
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_TEXTS)
        .sorted()
        .toList();
  }

  private List<String> asking(String text) {
    String read = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    return SENTENCE
        .splitAsStream(masking.numbers(read))
        .map(String::strip)
        .filter(sentence -> ASKS.matcher(sentence).find())
        .toList();
  }

  private List<Usual> known(String sentence) {
    return usual.stream().filter(each -> each.cues().matcher(sentence).find()).toList();
  }

  private String plain(String sentence) {
    return NOT_SAID.matcher(masking.names(sentence)).replaceAll("").replace('?', '？').strip();
  }

  private static List<Group> grouped(Map<String, Set<Integer>> questions) {
    List<Group> groups = new ArrayList<>();
    questions.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Set<Integer>> each) -> each.getValue().size())
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_QUESTIONS)
        .forEach(
            each -> {
              Set<String> shingles = shingles(each.getKey());
              Group like = null;
              for (Group group : groups) {
                if (likeness(group.shingles(), shingles) >= ALIKE) {
                  like = group;
                  break;
                }
              }
              if (like == null && groups.size() < MOST_GROUPS) {
                like = new Group(shingles, new HashSet<>(), new HashSet<>());
                groups.add(like);
              }
              if (like != null) {
                like.questions().add(each.getKey());
                like.posts().addAll(each.getValue());
              }
            });
    return groups;
  }

  private static String shortest(Set<String> questions) {
    return questions.stream()
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
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
