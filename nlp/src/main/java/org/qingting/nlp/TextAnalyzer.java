package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.qingting.model.Analysis;
import org.qingting.nlp.text.CleanText;
import org.qingting.nlp.tone.ToneModel;
import org.qingting.nlp.tone.ToneScore;

/**
 * Reads a Chinese post: words, mentions of police, tone, themes, places, keywords, grave matters.
 *
 * <p>Immutable, thread-safe and deterministic; one instance serves all threads. No input makes it
 * fail. Of a text, {@link CleanText#MAX_LENGTH} UTF-16 units are read after cleaning, so that time
 * is bounded; what follows is left out.
 */
public final class TextAnalyzer {

  private static final String LEXICONS = "lexicon-2";

  private final Words words;
  private final PoliceLexicon police;
  private final ThemeLexicon themes;
  private final Gazetteer gazetteer;
  private final Keywords keywords;
  private final GraveMatters graveMatters;
  private final ToneModel tone;

  private TextAnalyzer(Collection<String> places) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> forms = new LinkedHashSet<>();
    for (String place : places) {
      String cleaned = CleanText.of(place).strip();
      for (String form : cleaned.split("=")) {
        if (form.strip().length() < 2) {
          throw new IllegalArgumentException(
              "place name '" + place + "' is too short: give at least two characters");
        }
        forms.add(form.strip());
      }
      names.add(cleaned);
    }
    words = new Words(forms);
    police = new PoliceLexicon();
    themes = new ThemeLexicon();
    gazetteer = new Gazetteer(names);
    keywords = new Keywords(gazetteer);
    graveMatters = new GraveMatters();
    tone = ToneModel.standard();
  }

  /** The analyzer without local place names; made once, in about half a second. */
  public static TextAnalyzer standard() {
    return Standard.ANALYZER;
  }

  /**
   * An analyzer that also knows the office's own places: towns, streets, estates.
   *
   * @param localPlaces names of at least two characters; {@code 云溪镇=云溪} makes the second form count
   *     as the first
   * @throws IllegalArgumentException naming the place that is too short
   */
  public static TextAnalyzer withPlaces(Collection<String> localPlaces) {
    return localPlaces.isEmpty() ? standard() : new TextAnalyzer(localPlaces);
  }

  /**
   * Which places are an office's own, as {@link Analysis#places} names them.
   *
   * @param localPlaces as for {@link #withPlaces}
   * @param divisions counties, cities, provinces whose places all count; where both are empty,
   *     every place counts
   * @throws IllegalArgumentException naming the division that is unknown
   */
  public static Predicate<String> area(
      Collection<String> localPlaces, Collection<String> divisions) {
    return new Area(localPlaces, divisions);
  }

  /**
   * Whether places lie in an office's area. Short forms and aliases count as their full names.
   * Nothing is certainly elsewhere for an office that names no division of its own.
   *
   * @param localPlaces as for {@link #withPlaces}
   * @param divisions as for {@link #area}
   * @throws IllegalArgumentException naming the division that is unknown
   */
  public static Function<String, Belonging> belonging(
      Collection<String> localPlaces, Collection<String> divisions) {
    return new Area(localPlaces, divisions)::of;
  }

  /**
   * The names by which {@link Analysis#places} gives places that somebody wrote: 武汉市 for 武汉, 云溪镇
   * for its alias 云溪, nothing for what is no place or a short form of several.
   *
   * @param localPlaces as for {@link #withPlaces}
   */
  public static Function<String, Optional<String>> placeNames(Collection<String> localPlaces) {
    return new Area(localPlaces, List.of())::name;
  }

  /** The ids of all themes, in the order of the taxonomy. */
  public static Set<String> themes() {
    Set<String> ids = new LinkedHashSet<>();
    Resources.rows("themes.tsv").forEach(row -> ids.add(row[0]));
    return ids;
  }

  /** Reads a text, title and body separated by a line break; {@code null} counts as empty. */
  public Analysis analyze(String text) {
    String cleaned = CleanText.of(text);
    List<Words.Word> segmented = words.of(cleaned);
    List<String> mentions = police.mentions(cleaned);
    ToneScore score = tone.score(cleaned);
    List<String> named = gazetteer.places(cleaned);
    return new Analysis(
        join(segmented),
        !mentions.isEmpty(),
        mentions,
        score.best(),
        score.negative(),
        score.neutral(),
        score.positive(),
        themes.themes(cleaned),
        named,
        keywords.of(cleaned, segmented),
        version(),
        mentions.isEmpty() ? List.of() : graveMatters.claimed(cleaned, named));
  }

  /**
   * Whether a text speaks of the police; mentions that are only an {@code @handle} or a hashtag do
   * not count. A dictionary scan, far cheaper than {@link #analyze}, with the same answer.
   */
  public boolean concernsPolice(String text) {
    return police.mentionedIn(CleanText.of(text));
  }

  /** Tone alone. */
  public ToneScore tone(String text) {
    return tone.score(CleanText.of(text));
  }

  /** The words of a text as {@link Analysis#words} has them, for queries against that index. */
  public List<String> words(String text) {
    List<String> out = new ArrayList<>();
    for (Words.Word word : words.of(CleanText.of(text))) {
      out.add(word.text());
    }
    return out;
  }

  /** Names models and lexicons; changes whenever a reading may. */
  public String version() {
    return tone.version() + "+" + LEXICONS;
  }

  private static String join(List<Words.Word> segmented) {
    StringBuilder out = new StringBuilder();
    for (Words.Word word : segmented) {
      if (!out.isEmpty()) {
        out.append(' ');
      }
      out.append(word.text());
    }
    return out.toString();
  }

  private static final class Standard {
    static final TextAnalyzer ANALYZER = new TextAnalyzer(List.of());
  }
}
