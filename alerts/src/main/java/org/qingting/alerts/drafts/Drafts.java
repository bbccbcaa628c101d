package org.qingting.alerts.drafts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qingting.alerts.cases.Outcome;

/**
 * Drafts that a press office may begin with once the facts were verified. Templates are resource
 * files; whatever is a fact is a blank in them. Immutable and thread-safe.
 */
public final class Drafts {
  private static final Pattern BLANK = Pattern.compile("【待填：([^】]{1,60})】");
  private static final Pattern PLACE = Pattern.compile("\\{地点}");

  private final Map<String, Draft> templates;

  private Drafts(Map<String, Draft> templates) {
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

  private static Map<String, Draft> parse(String text) {
    Map<String, Draft> all = new LinkedHashMap<>();
    for (String part : text.split("(?m)^=== ")) {
      if (part.isBlank() || part.startsWith("#")) {
        continue;
      }
      String[] lines = part.split("\n", 2);
      String[] head = lines[0].split("\\|");
      all.put(head[0].strip(), new Draft(head[1].strip(), head[2].strip(), lines[1].strip()));
    }
    return all;
  }

  /**
   * What is offered.
   *
   * @param outcome what was verified; CHECKING for a statement that it is looked into
   * @param theme theme id; tips are offered for those that are about crimes
   * @param place stands as a hint in blanks; {@code ""} for none
   */
  public List<Draft> offer(Outcome outcome, String theme, String place) {
    List<Draft> offered = new ArrayList<>();
    offered.add(templates.get(outcome.name()));
    Draft tips = templates.get("tips." + theme);
    if (tips != null) {
      offered.add(tips);
    }
    offered.add(templates.get("questions"));
    return offered.stream().map(draft -> hinted(draft, place)).toList();
  }

  private static Draft hinted(Draft draft, String place) {
    String hint = place.isEmpty() ? "地点" : "地点，预警显示" + place.replaceAll("[【】]", "");
    return new Draft(
        draft.name(),
        draft.title(),
        PLACE.matcher(draft.body()).replaceAll(Matcher.quoteReplacement("【待填：" + hint + "】")));
  }

  /** The blanks that a text still has, in their order. */
  public static List<String> unfilled(String text) {
    List<String> blanks = new ArrayList<>();
    Matcher matcher = BLANK.matcher(text);
    while (matcher.find()) {
      blanks.add(matcher.group(1));
    }
    return blanks;
  }
}
