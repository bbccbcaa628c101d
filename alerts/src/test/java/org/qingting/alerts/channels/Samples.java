package org.qingting.alerts.channels;

import java.util.Collections;
import java.util.List;
import org.qingting.alerts.policy.Level;

/** Invented notifications. */
final class Samples {
  static final Counts COUNTS = new Counts(37, 4.2, 31, 5, 12);

  private Samples() {}

  static Notification alert(String id, Level level, long observed) {
    return alert(id, level, new Counts(observed, 4.2, 31, 5, 12), Mentions.NONE);
  }

  static Notification alert(String id, Level level, Counts counts, Mentions mentions) {
    return new Notification(
        id,
        Notification.Kind.ALERT,
        level,
        "示例市场门口执法引发议论",
        "服务态度",
        "示例镇",
        counts,
        List.of(new Headline("示例晚报", "市场门口发生争执"), new Headline("示例网", "警方：正在核实")),
        List.of(),
        "/alerts/" + id,
        mentions,
        TestClock.START);
  }

  static Notification ordinary() {
    return alert("a1", Level.LARGE, COUNTS, Mentions.NONE);
  }

  /** As long as can be, of one text that is as bad as it can be. */
  static Notification worst(String text, Mentions mentions) {
    return new Notification(
        "worst",
        Notification.Kind.ALERT,
        Level.EXTREME,
        text.repeat(60),
        text.repeat(60),
        text.repeat(60),
        new Counts(Long.MAX_VALUE, 1e15, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
        Collections.nCopies(20, new Headline(text.repeat(60), text.repeat(100))),
        Collections.nCopies(60, text.repeat(60)),
        "/" + "a".repeat(290),
        mentions,
        TestClock.START);
  }

  static Mentions crowd() {
    return new Mentions(
        Collections.nCopies(10, "+86138000000001"), Collections.nCopies(10, "a".repeat(64)));
  }
}
