package org.qingting.nlp.kinds;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qingting.nlp.Resources;
import org.qingting.nlp.text.CleanText;

/**
 * Tells what a critical post is by the cues in it: first-person complaint, demand and question for
 * a grievance; hearsay for a claim; crime with the police as acting party for crime news. Each cue
 * counts once; the greatest sum wins if it reaches {@value #LEAST}, and of equal sums the kind that
 * asks for an answer first. Immutable and thread-safe.
 */
public final class PostKinds {
  private static final int LEAST = 1;

  private final List<Cue> cues = new ArrayList<>();

  private record Cue(PostKind kind, int weight, Pattern pattern) {}

  private PostKinds() {
    for (String[] row : Resources.rows(PostKinds.class, "kinds.tsv")) {
      cues.add(new Cue(kind(row[0]), Integer.parseInt(row[1]), Pattern.compile(row[2])));
    }
  }

  /** The classifier with the lexicon beside this class. */
  public static PostKinds standard() {
    return Standard.KINDS;
  }

  /** What a text is; empty where too little tells. */
  public Optional<PostKind> of(String text) {
    Map<PostKind, Integer> sums = new EnumMap<>(PostKind.class);
    String cleaned = CleanText.of(text);
    for (Cue cue : cues) {
      if (cue.pattern().matcher(cleaned).find()) {
        sums.merge(cue.kind(), cue.weight(), Integer::sum);
      }
    }
    PostKind best = null;
    for (PostKind kind : PostKind.values()) {
      int sum = sums.getOrDefault(kind, 0);
      if (sum >= LEAST && (best == null || sum > sums.get(best))) {
        best = kind;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The cues in a text, by what they speak for. */
  public Map<PostKind, Set<String>> cues(String text) {
    Map<PostKind, Set<String>> found = new EnumMap<>(PostKind.class);
    String cleaned = CleanText.of(text);
    for (Cue cue : cues) {
      Matcher matcher = cue.pattern().matcher(cleaned);
      if (matcher.find()) {
        found.computeIfAbsent(cue.kind(), kind -> new TreeSet<>()).add(matcher.group());
      }
    }
    return found;
  }

  private static PostKind kind(String id) {
    for (PostKind kind : PostKind.values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind '" + id + "'");
  }

  private static final class Standard {
    static final PostKinds KINDS = new PostKinds();
  }
}
