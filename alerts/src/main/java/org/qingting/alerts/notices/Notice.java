package org.qingting.alerts.notices;

import java.time.Instant;
import java.util.List;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.policy.Level;

/**
 * Something that people are told and that asks for no case: a grave claim to be verified, silence
 * that is not calm, or that nothing was found.
 *
 * @param id unique, and the key by which receivers know a repeated one
 * @param kind what it is
 * @param level decides whether it waits for the morning
 * @param title one line, in Chinese
 * @param theme theme id; {@code ""} for none
 * @param place where; {@code ""} for nowhere
 * @param sources names of the sources that it is about
 * @param at when it was found
 * @param deliveries what is to be told, and what was
 */
public record Notice(
    String id,
    Kind kind,
    Level level,
    String title,
    String theme,
    String place,
    List<String> sources,
    Instant at,
    List<Delivery> deliveries) {

  public Notice {
    sources = sources == null ? List.of() : List.copyOf(sources);
    deliveries = List.copyOf(deliveries);
  }

  /** What it is. */
  public enum Kind {
    /** 重大线索. */
    LEAD,
    /** 监测中断. */
    GAP,
    /** 监测恢复. */
    BACK,
    /** 零报告. */
    ZERO_REPORT
  }

  Notice with(List<Delivery> changed) {
    return new Notice(id, kind, level, title, theme, place, sources, at, changed);
  }
}
