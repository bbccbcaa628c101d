package org.qingting.nlp.kinds;

/** What a critical post is. */
public enum PostKind {
  /** A grievance (诉求): for whoever can mend its cause. */
  GRIEVANCE("grievance"),
  /** A claim of fact (待核实说法): to verify and clarify. */
  CLAIM("claim"),
  /** Bad news about a crime (案件消息): to inform. */
  CRIME_NEWS("crime-news");

  private final String id;

  PostKind(String id) {
    this.id = id;
  }

  /** A stable lower-case name for files and screens. */
  public String id() {
    return id;
  }
}
