package org.qingting.search;

/** What hits can be counted by. */
public enum Facet {
  /** Theme ids. */
  THEME,
  /** Places. */
  PLACE,
  /** Sources. */
  SOURCE,
  /** Intake channels. */
  CHANNEL,
  /** Keywords. */
  KEYWORD
}
