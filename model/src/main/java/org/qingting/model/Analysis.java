package org.qingting.model;

import java.util.List;

/**
 * What was read in a post.
 *
 * @param words the segmented words in order, joined by single spaces; white space and bare
 *     punctuation left out
 * @param police whether it concerns the police (公安, 民警, 派出所 and so on; not 城管, not 保安)
 * @param mentions the words by which police are mentioned, without repetition, in order
 * @param tone the most probable tone
 * @param negative probability of {@link Tone#NEGATIVE}
 * @param neutral probability of {@link Tone#NEUTRAL}
 * @param positive probability of {@link Tone#POSITIVE}
 * @param themes theme ids of the taxonomy, the weightiest first
 * @param places places named, most specific form found, without repetition, in order
 * @param keywords the words that best stand for the post, the weightiest first, at most ten
 * @param version version of the models and lexicons that read it
 * @param leads grave matters that it claims as having happened: {@code death}, {@code gunfire},
 *     {@code custody} (harm to somebody held), {@code minor} (harm to a child); a claim, never a
 *     finding
 */
public record Analysis(
    String words,
    boolean police,
    List<String> mentions,
    Tone tone,
    float negative,
    float neutral,
    float positive,
    List<String> themes,
    List<String> places,
    List<String> keywords,
    String version,
    List<String> leads) {

  public Analysis {
    words = words == null ? "" : words;
    mentions = mentions == null ? List.of() : mentions;
    themes = themes == null ? List.of() : themes;
    places = places == null ? List.of() : places;
    keywords = keywords == null ? List.of() : keywords;
    version = version == null ? "" : version;
    leads = leads == null ? List.of() : leads;
  }
}
