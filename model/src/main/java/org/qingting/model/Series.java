package org.qingting.model;

import java.util.Locale;

/**
 * A stream of counts that is watched against its own past.
 *
 * @param kind what is counted
 * @param name theme id, place or incident id; {@code ""} for the overall series
 */
public record Series(Kind kind, String name) {

  /** What a series counts, from wide to narrow. */
  public enum Kind {
    /** All posts that concern police. */
    OVERALL,
    /** Those of one theme. */
    THEME,
    /** Those that name one place. */
    PLACE,
    /** Those of one theme that name one place: {@code theme@place}. */
    THEME_PLACE,
    /** Those joined to one incident. */
    INCIDENT
  }

  /** The overall series. */
  public static final Series OVERALL = new Series(Kind.OVERALL, "");

  /** A stable name for keys and files, such as {@code theme:force} or {@code overall}. */
  public String id() {
    String prefix = kind.name().toLowerCase(Locale.ROOT);
    return name.isEmpty() ? prefix : prefix + ":" + name;
  }
}
