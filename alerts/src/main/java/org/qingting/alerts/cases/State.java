package org.qingting.alerts.cases;

/** Where a case stands. */
public enum State {
  /** Nobody has taken it. */
  RAISED("待签收"),
  /** Somebody has. */
  ACKNOWLEDGED("已签收"),
  /** The facts are being verified. */
  VERIFYING("核查中"),
  /** A statement is out. */
  PUBLISHED("已发布"),
  /** A statement is out and the wave is over. */
  EASING("趋于平稳"),
  /** Nothing more is to be done. */
  CLOSED("办结"),
  /** There was nothing. */
  FALSE_ALARM("误报"),
  /** It is part of another case. */
  MERGED("已并案");

  private final String label;

  State(String label) {
    this.label = label;
  }

  /** The name on screens. */
  public String label() {
    return label;
  }

  /** Whether nobody works on it any more. */
  public boolean isOver() {
    return this == CLOSED || this == FALSE_ALARM || this == MERGED;
  }
}
