package org.qingting.alerts.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Drafts that a press office may begin with once the facts were verified. Templates are resource
 * files; whatever is a fact is a blank in them. In substance they follow 国办发〔2016〕61号 and 80号: the
 * time, what is known, what is being done, when the next information comes. Immutable and
 * thread-safe.
 */
public final class Drafts {
  private static final String TIPS = "tips.";
  private static final int LONGEST_PLACE = 30;
  private static final Pattern NOT_A_PLACE = Pattern.compile("[^\\p{L}\\p{N}·-]");

  /** Themes of crimes and accidents, as against those of police conduct. */
  private static final Set<String> CRIME =
      Set.of("fraud", "small-cases", "safety", "traffic", "vulnerable", "privacy");

  private static final Set<String> CONDUCT =
      Set.of(
          "attitude",
          "fairness",
          "inaction",
          "force",
          "discipline",
          "vehicles-arms",
          "case-progress",
          "counters",
          "petitions",
          "openness",
          "statements");

  /** A draft before its hints; {@code newsOnly} for tips that criticism does not call for. */
  private record Template(String key, boolean newsOnly, String name, String title, String body) {
    boolean isAbout(String theme) {
      return key.equals(TIPS + theme) || key.startsWith(TIPS + theme + ".");
    }
  }

  private final Map<String, Template> templates;

  private Drafts(Map<String, Template> templates) {
    this.templates = templates;
  }

  /** The templates that come with the product. */
  public static Drafts standard() {
    try (InputStream in = Drafts.class.getResourceAsStream("templates.txt")) {
      return new Drafts(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource templates.txt cannot be read", e);
    }
  }

  private static Map<String, Template> parse(String text) {
    Map<String, Template> all = new LinkedHashMap<>();
    for (String part : text.split("(?m)^=== ")) {
      if (part.isBlank() || part.startsWith("#")) {
        continue;
      }
      String[] lines = part.split("\n", 2);
      String[] head = lines[0].split("\\|");
      String key = head[0].strip();
      boolean newsOnly = key.endsWith("*");
      key = newsOnly ? key.substring(0, key.length() - 1) : key;
      all.put(key, new Template(key, newsOnly, head[1].strip(), head[2].strip(), lines[1].strip()));
    }
    return all;
  }

  /** Whether a post with these themes only tells of a crime or an accident. */
  public static boolean isCrimeNews(List<String> themes) {
    return themes.stream().anyMatch(CRIME::contains)
        && themes.stream().noneMatch(CONDUCT::contains);
  }

  /**
   * What is offered: a notice for the outcome, tips where they fit, the internal sheet of
   * questions.
   *
   * @throws IllegalStateException if nothing was verified
   */
  public List<Draft> offer(DraftFacts facts) {
    if (facts.outcome() == null) {
      throw new IllegalStateException("drafts are offered after verification; record it first");
    }
    List<Draft> offered = new ArrayList<>();
    offered.add(filled(Draft.Kind.NOTICE, templates.get(facts.outcome().name()), facts));
    List<Template> tips =
        templates.values().stream()
            .filter(each -> each.isAbout(facts.theme()))
            .filter(each -> !each.newsOnly() || facts.mostlyCrimeNews())
            .toList();
    if (tips.isEmpty() && facts.mostlyCrimeNews()) {
      tips = List.of(templates.get(TIPS + "general"));
    }
    tips.forEach(each -> offered.add(filled(Draft.Kind.TIPS, each, facts)));
    offered.add(filled(Draft.Kind.QUESTIONS, templates.get("questions"), facts));
    return List.copyOf(offered);
  }

  private static Draft filled(Draft.Kind kind, Template template, DraftFacts facts) {
    String body =
        template
            .body()
            .replace("{时间}", blank("时间", time(facts.began())))
            .replace("{地点}", blank("地点", place(facts.place())))
            .replace("{关切点}", questions(facts.concerns()));
    return Draft.of(kind, template.name(), template.title(), body);
  }

  private static String blank(String name, String hint) {
    return "【待填：" + name + (hint.isEmpty() ? "" : "（预警显示：" + hint + "）") + "】";
  }

  /** The alert knows when the wave rose, which is later than what happened. */
  private static String time(LocalDateTime began) {
    return began == null
        ? ""
        : began.getMonthValue() + "月" + began.getDayOfMonth() + "日" + began.getHour() + "时起有集中反映";
  }

  /** A place was read in posts: nothing of it may end a blank or begin something. */
  private static String place(String place) {
    String plain = NOT_A_PLACE.matcher(place).replaceAll("");
    return plain.codePointCount(0, plain.length()) > LONGEST_PLACE ? "" : plain;
  }

  private static String questions(List<Concern> concerns) {
    if (concerns.isEmpty()) {
      return "问：【待填：关切】\n答：【待填：经核实的答复及依据】";
    }
    return concerns.stream()
        .map(
            each ->
                "问：%s（%d条，占%d%%）%n答：【待填：经核实的答复及依据】"
                    .formatted(each.question(), each.posts(), each.share())
                    .replace("\r", ""))
        .collect(Collectors.joining("\n\n"));
  }
}
