package org.qingting.alerts.cases;

/** What was found to be true of what people say. */
public enum Outcome {
  /** 不实. */
  UNTRUE("不实"),
  /** 部分属实. */
  PARTLY_TRUE("部分属实"),
  /** 属实. */
  TRUE("属实"),
  /** 核查中: nothing is found yet; it can be said that it is looked into. */
  CHECKING("核查中");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The name on screens. */
  public String label() {
    return label;
  }
}
