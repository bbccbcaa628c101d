package org.qingting.alerts.staff;

import java.util.Locale;

/** What a member of the office may do; one may have several. */
public enum Role {
  /** 查看统计: sees counts and alerts, no texts of private people. */
  VIEWER("查看"),
  /** 舆情分析: reads and searches texts. */
  ANALYST("舆情分析"),
  /** 值班处置: works on alerts; reads texts. */
  OFFICER("值班处置"),
  /** 法制审核: reviews statements. */
  LEGAL("法制审核"),
  /** 领导签发: signs statements, confirms levels and sensitivities. */
  CHIEF("领导签发"),
  /** 督察: sees complaints about units and their tasks. */
  INSPECTOR("督察"),
  /** 系统管理: keeps the accounts. */
  ADMIN("系统管理");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name on screens. */
  public String label() {
    return label;
  }

  /** The name in files and payloads: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
