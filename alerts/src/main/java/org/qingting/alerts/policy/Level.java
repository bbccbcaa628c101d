package org.qingting.alerts.policy;

import java.util.Locale;

/** The four levels of an alert, the gravest first. */
public enum Level {
  /** 特别重大. */
  EXTREME("特别重大"),
  /** 重大. */
  MAJOR("重大"),
  /** 较大. */
  LARGE("较大"),
  /** 一般. */
  ORDINARY("一般");

  private final String label;

  Level(String label) {
    this.label = label;
  }

  /** The name on screens and in messages. */
  public String label() {
    return label;
  }

  /** The name in files and payloads: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one of the two that nothing holds back. */
  public boolean isTop() {
    return this == EXTREME || this == MAJOR;
  }
}
