package org.qingting.alerts.dispatch;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Task;
import org.qingting.alerts.channels.Counts;
import org.qingting.alerts.channels.Mentions;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.notices.Notice;
import org.qingting.alerts.policy.DutyRota;

/** Puts into a notification what a delivery is to tell, with the numbers of now. Pure. */
record Composer(DutyRota rota, Headlines headlines, Links links, ZoneId zone) {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("org.qingting.alerts.dispatch.words");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  /**
   * What a delivery of a case says.
   *
   * @param direct whether the channel reaches one person, who gets a personal link
   */
  Notification of(CaseFile file, Delivery delivery, boolean direct, Instant now) {
    Optional<Member> lead = file.largest();
    Counts counts =
        delivery.kind() == Delivery.Kind.WITHDRAWN
            ? Counts.NONE
            : lead.map(
                    member ->
                        new Counts(
                            member.observed(),
                            member.expected(),
                            member.people(),
                            member.sources(),
                            member.reposts()))
                .orElse(Counts.NONE);
    Optional<DutyRota.Contact> to = to(delivery, now);
    boolean alert = delivery.kind() == Delivery.Kind.ALERT;
    return new Notification(
        key(delivery),
        kind(delivery.kind()),
        file.level().effective(),
        title(file, delivery),
        theme(file.theme()),
        file.place(),
        counts,
        alert ? headlines.of(file) : List.of(),
        List.of(),
        path(file, delivery, direct ? to : Optional.empty(), now),
        mentions(to),
        lead.map(Member::at).orElse(now));
  }

  /** What a delivery of a notice says. */
  Notification of(Notice notice, Delivery delivery, Instant now) {
    return new Notification(
        key(delivery),
        switch (notice.kind()) {
          case LEAD -> Notification.Kind.LEAD;
          case GAP -> Notification.Kind.COVERAGE_GAP;
          case BACK -> Notification.Kind.BACK;
          case ZERO_REPORT -> Notification.Kind.ZERO_REPORT;
        },
        notice.level(),
        notice.title(),
        theme(notice.theme()),
        notice.place(),
        Counts.NONE,
        List.of(),
        notice.sources(),
        "/",
        notice.kind() == Notice.Kind.LEAD || notice.kind() == Notice.Kind.GAP
            ? mentions(to(delivery, now))
            : Mentions.NONE,
        notice.at());
  }

  /** The same for all channels: a receiver that hears it twice knows. */
  static String key(Delivery delivery) {
    return delivery.id().substring(0, delivery.id().indexOf('@'));
  }

  /** Whoever it is for; those on duty now, where nobody is named. */
  Optional<DutyRota.Contact> to(Delivery delivery, Instant now) {
    return delivery.to().isEmpty()
        ? rota.onDuty(now).stream().findFirst()
        : rota.contact(delivery.to());
  }

  private static Mentions mentions(Optional<DutyRota.Contact> to) {
    return to.map(
            contact ->
                new Mentions(
                    contact.mobiles(),
                    contact.accounts(),
                    contact.email().isEmpty() ? List.of() : List.of(contact.email())))
        .orElse(Mentions.NONE);
  }

  private String path(
      CaseFile file, Delivery delivery, Optional<DutyRota.Contact> person, Instant now) {
    boolean mayAcknowledge = file.taken() == null && delivery.kind() != Delivery.Kind.TASK;
    return mayAcknowledge && person.isPresent()
        ? links.personal(person.get().id(), file.id(), now)
        : "/cases/" + file.id();
  }

  private static Notification.Kind kind(Delivery.Kind kind) {
    return switch (kind) {
      case ALERT -> Notification.Kind.ALERT;
      case WITHDRAWN -> Notification.Kind.WITHDRAWN;
      case WARNING, ESCALATION -> Notification.Kind.CLOCK;
      case TASK -> Notification.Kind.TASK;
    };
  }

  private String title(CaseFile file, Delivery delivery) {
    return switch (delivery.kind()) {
      case ALERT -> delivery.id().startsWith(file.id() + ".0@") ? say("new") : say("grown");
      case WITHDRAWN -> say("withdrawn");
      case TASK -> task(file, delivery.about()).map(this::task).orElse("");
      case WARNING, ESCALATION -> clock(file, delivery);
    };
  }

  private String clock(CaseFile file, Delivery delivery) {
    String[] about = delivery.about().split(" ", 2);
    String late = delivery.kind() == Delivery.Kind.ESCALATION ? "over." : "soon.";
    List<Object> values = new ArrayList<>();
    switch (about[0]) {
      case "answer" -> values.add(minute(file.clock().answerBy()));
      case "conference" -> values.add(minute(file.clock().conferenceBy()));
      case "task" -> values.add(task(file, about[1]).map(this::task).orElse(""));
      default -> values.add("");
    }
    return say(late + about[0], values.toArray());
  }

  private static Optional<Task> task(CaseFile file, String id) {
    return file.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
  }

  private String task(Task task) {
    return say(task.complaint() ? "task.copied" : "task", task.unitName(), minute(task.due()));
  }

  private String minute(Instant at) {
    return at == null ? "" : MINUTE.withZone(zone).format(at);
  }

  private static String theme(String theme) {
    String key = "theme." + theme;
    return WORDS.containsKey(key) ? WORDS.getString(key) : theme;
  }

  private static String say(String key, Object... values) {
    return new MessageFormat(WORDS.getString(key), Locale.CHINESE).format(values);
  }
}
