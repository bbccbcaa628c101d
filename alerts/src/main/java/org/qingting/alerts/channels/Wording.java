package org.qingting.alerts.channels;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * A message in words, line by line. Where a limit forces it, whole lines of the middle are left out
 * and counted, so that no markup and no character is ever cut; head and foot are short by the
 * bounds of {@link Notification} and always stay.
 */
final class Wording {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

  private final Markup markup;
  private final List<String> head = new ArrayList<>();
  private final List<String> middle = new ArrayList<>();
  private final List<String> foot = new ArrayList<>();
  private LongFunction<String> omitted = count -> "另有 " + count + " 条略";
  private long unlisted;

  private Wording(Markup markup) {
    this.markup = markup;
  }

  static Wording of(Message message, Markup markup, PublicUrl publicUrl) {
    Wording wording = new Wording(markup);
    wording.head.add(markup.strong(markup.quote(subject(message))));
    if (message instanceof Notification notification) {
      wording.tell(notification);
      wording.link(publicUrl.of(notification.path()));
    } else if (message instanceof Digest digest) {
      wording.tell(digest);
      wording.link(publicUrl.of("/"));
    }
    // Robots may be set to pass only what holds a keyword; this can be it.
    wording.foot.add("来自倾听");
    return wording;
  }

  /** One plain line that says what the message is about. */
  static String subject(Message message) {
    if (message instanceof Notification notification) {
      return marks(notification) + notification.title();
    }
    Digest digest = (Digest) message;
    return (digest.level().isTop() ? "【" + digest.level().label() + "】" : "")
        + "共 "
        + (digest.top().size() + digest.others())
        + " 项通知，合并为一条";
  }

  /** The whole on one plain line, for SMS. */
  static String line(Message message, int mostCharacters, PublicUrl publicUrl) {
    StringBuilder line = new StringBuilder(subject(message));
    String url;
    if (message instanceof Notification notification) {
      add(line, "", notification.place());
      add(line, "", notification.theme());
      add(line, "", counts(notification.counts()));
      url = publicUrl.of(notification.path());
    } else {
      Notification first = ((Digest) message).top().get(0);
      add(line, "首项：", first.title());
      add(line, "", first.place());
      url = publicUrl.of("/");
    }
    // A cut address leads nowhere: the words make room for it.
    String end = url.isEmpty() ? "" : " " + url;
    int room = mostCharacters - end.length();
    return room < 20
        ? Plain.cut(line.toString(), mostCharacters)
        : Plain.cut(line.toString(), room) + end;
  }

  private static void add(StringBuilder line, String label, String text) {
    if (!text.isEmpty()) {
      line.append("，").append(label).append(text);
    }
  }

  private static String marks(Notification notification) {
    String kind = "【" + notification.kind().label() + "】";
    return notification.kind() == Notification.Kind.ALERT
            || notification.kind() == Notification.Kind.CLOCK
        ? "【" + notification.level().label() + "】" + kind
        : kind;
  }

  private void tell(Notification notification) {
    field(head, "地点", notification.place());
    field(head, "主题", notification.theme());
    field(head, "数量", counts(notification.counts()));
    field(head, "时间", minute(notification.at()));
    for (Headline headline : notification.headlines()) {
      field(middle, "媒体", headline.outlet() + "：" + headline.title());
    }
    for (String source : notification.sources()) {
      field(middle, "信源", source);
    }
  }

  private void tell(Digest digest) {
    field(head, "时间", minute(digest.at()));
    for (Notification notification : digest.top()) {
      StringBuilder line = new StringBuilder(marks(notification)).append(notification.title());
      add(line, "", notification.place());
      add(line, "", counts(notification.counts()));
      middle.add(markup.quote(line.toString()));
    }
    unlisted = digest.others();
    omitted = count -> "另有 " + count + " 项未列出";
  }

  private void field(List<String> lines, String label, String value) {
    if (!value.isEmpty()) {
      lines.add(label + "：" + markup.quote(value));
    }
  }

  private void link(String url) {
    if (!url.isEmpty()) {
      foot.add(markup.link("查看", url));
    }
  }

  private static String minute(Instant at) {
    return MINUTE.format(at);
  }

  private static String counts(Counts counts) {
    return counts.equals(Counts.NONE)
        ? ""
        : String.format(
            Locale.ROOT,
            "负面 %d 条（预期 %.1f），%d 人，%d 个信源，转载 %d",
            counts.observed(),
            counts.expected(),
            counts.people(),
            counts.sources(),
            counts.reposts());
  }

  /** One more line at the end, already in the channel's markup; none where it is empty. */
  Wording sign(String line) {
    if (!line.isEmpty()) {
      foot.add(line);
    }
    return this;
  }

  /** All lines that find room within so many UTF-8 bytes. */
  String within(int mostBytes) {
    for (int kept = middle.size(); ; kept--) {
      String text = join(kept);
      if (kept == 0 || Utf8.length(text) <= mostBytes) {
        return text;
      }
    }
  }

  private String join(int kept) {
    List<String> lines = new ArrayList<>(head);
    lines.addAll(middle.subList(0, kept));
    long left = unlisted + middle.size() - kept;
    if (left > 0) {
      lines.add(omitted.apply(left));
    }
    lines.addAll(foot);
    return String.join(markup.lineBreak(), lines);
  }
}
