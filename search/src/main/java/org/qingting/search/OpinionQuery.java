package org.qingting.search;

import java.time.Instant;
import java.util.Set;
import org.qingting.model.Channel;
import org.qingting.model.Tone;

/**
 * What to look for: all conditions hold together, an empty one asks for nothing.
 *
 * @param text words as a person types them: separated by white space they must all occur, "in
 *     quotes" as they stand, with a leading {@code -} not at all, {@code a | b} either. Any text is
 *     a valid query; nothing in it can fail or grow costly
 * @param from event time at or after; null for open
 * @param until event time before; null for open
 * @param tones any of
 * @param themes any of these ids
 * @param places any of
 * @param sources any of
 * @param channels any of
 * @param incidents any of these ids
 * @param police true: only what concerns police; false: everything
 * @param reposts true: reposts count as hits of their own; false: they are merged into their
 *     original
 */
public record OpinionQuery(
    String text,
    Instant from,
    Instant until,
    Set<Tone> tones,
    Set<String> themes,
    Set<String> places,
    Set<String> sources,
    Set<Channel> channels,
    Set<String> incidents,
    boolean police,
    boolean reposts) {

  /** Everything, reposts merged. */
  public static final OpinionQuery ALL =
      new OpinionQuery(
          "", null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, false);

  public OpinionQuery {
    text = text == null ? "" : text;
    tones = Set.copyOf(tones);
    themes = Set.copyOf(themes);
    places = Set.copyOf(places);
    sources = Set.copyOf(sources);
    channels = Set.copyOf(channels);
    incidents = Set.copyOf(incidents);
  }

  /** The same with other words. */
  public OpinionQuery withText(String newText) {
    return new OpinionQuery(
        newText, from, until, tones, themes, places, sources, channels, incidents, police, reposts);
  }

  /** The same within another time. */
  public OpinionQuery between(Instant newFrom, Instant newUntil) {
    return new OpinionQuery(
        text, newFrom, newUntil, tones, themes, places, sources, channels, incidents, police,
        reposts);
  }

  /** The same with other tones. */
  public OpinionQuery withTones(Set<Tone> newTones) {
    return new OpinionQuery(
        text, from, until, newTones, themes, places, sources, channels, incidents, police, reposts);
  }

  /** The same with other themes. */
  public OpinionQuery withThemes(Set<String> newThemes) {
    return new OpinionQuery(
        text, from, until, tones, newThemes, places, sources, channels, incidents, police, reposts);
  }

  /** The same with other places. */
  public OpinionQuery withPlaces(Set<String> newPlaces) {
    return new OpinionQuery(
        text, from, until, tones, themes, newPlaces, sources, channels, incidents, police, reposts);
  }

  /** The same with other incidents. */
  public OpinionQuery withIncidents(Set<String> newIncidents) {
    return new OpinionQuery(
        text, from, until, tones, themes, places, sources, channels, newIncidents, police, reposts);
  }

  /** The same, limited to what concerns police or not. */
  public OpinionQuery withPolice(boolean newPolice) {
    return new OpinionQuery(
        text, from, until, tones, themes, places, sources, channels, incidents, newPolice, reposts);
  }

  /** The same, with reposts as hits of their own or merged. */
  public OpinionQuery withReposts(boolean newReposts) {
    return new OpinionQuery(
        text, from, until, tones, themes, places, sources, channels, incidents, police, newReposts);
  }
}
