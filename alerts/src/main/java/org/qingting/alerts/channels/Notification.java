package org.qingting.alerts.channels;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.qingting.alerts.policy.Level;

/**
 * What a press office is told about one thing. There is no field for the text of a post, for its
 * author or for its address; every text is made one line, loses web addresses and control
 * characters, and is shortened.
 *
 * @param id key for receivers, such as alert and revision; printable ASCII, 1 to 100 characters
 * @param kind what it is about
 * @param level how grave; shown for alerts only
 * @param title what the office calls it; 60 characters are kept
 * @param theme name of the theme; {@code ""} for none; 40 characters are kept
 * @param place where; {@code ""} for none; 40 characters are kept
 * @param counts how many
 * @param headlines of media outlets; ten are kept
 * @param sources names of sources, for coverage gaps and zero reports; fifty are kept
 * @param path where the console shows it, below the office's {@code publicUrl}: begins with one
 *     {@code /}; {@code ""} for no link
 * @param mentions who is @-mentioned
 * @param at when it was found
 */
public record Notification(
    String id,
    Kind kind,
    Level level,
    String title,
    String theme,
    String place,
    Counts counts,
    List<Headline> headlines,
    List<String> sources,
    String path,
    Mentions mentions,
    Instant at)
    implements Message {

  /** What it is about. */
  public enum Kind {
    /** A wave of criticism. */
    ALERT("负面升温"),
    /** A grave claim to be verified. */
    LEAD("重大线索·待核实"),
    /** Sources are not heard. */
    COVERAGE_GAP("监测中断"),
    /** Nothing found, and which sources were checked. */
    ZERO_REPORT("零报告"),
    /** Sources are heard again. */
    BACK("监测恢复"),
    /** What was told of was none. */
    WITHDRAWN("预警撤回"),
    /** A clock runs out, or has. */
    CLOCK("时限提醒"),
    /** A task for a unit. */
    TASK("交办"),
    /** A test of the channel. */
    TEST("测试");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name on screens and in messages. */
    public String label() {
      return label;
    }

    /** The name in payloads: lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Makes the texts safe.
   *
   * @throws IllegalArgumentException when id or path cannot be
   */
  public Notification {
    if (!id.matches("[\\x21-\\x7e]{1,100}")) {
      throw new IllegalArgumentException("an id is 1 to 100 printable ASCII characters");
    }
    if (!path.matches("|/|/[A-Za-z0-9_.~=&?%#-][A-Za-z0-9/_.~=&?%#-]{0,299}")) {
      throw new IllegalArgumentException("a path begins with one / and has no white space");
    }
    title = Plain.line(title, 60);
    theme = Plain.line(theme, 40);
    place = Plain.line(place, 40);
    headlines = headlines.stream().limit(10).toList();
    sources = sources.stream().limit(50).map(source -> Plain.line(source, 30)).toList();
  }

  /** A test of a channel, marked as such. */
  public static Notification test(Instant at) {
    return test(at, Mentions.NONE);
  }

  /** The same for those on duty, where a channel reaches nobody else. */
  public static Notification test(Instant at, Mentions mentions) {
    return new Notification(
        "test-" + at.toEpochMilli(),
        Kind.TEST,
        Level.ORDINARY,
        "这是一条测试消息，不是预警，无需处置",
        "",
        "",
        Counts.NONE,
        List.of(),
        List.of(),
        "",
        mentions,
        at);
  }

  @Override
  public boolean isUrgent() {
    return level.isTop() || kind == Kind.TEST;
  }
}
