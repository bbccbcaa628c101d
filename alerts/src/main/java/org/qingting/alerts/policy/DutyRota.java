package org.qingting.alerts.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * 值班表: who is told, and who next. Shifts repeat weekly; dated ones stand in for all weekly ones on
 * their days. Where nobody is on duty the fallback is.
 *
 * @param contacts all people who may be told
 * @param shifts who is on duty when; of several at a time the first counts
 * @param fallback ids of those who are told in a gap
 * @param zone of all times of day
 */
public record DutyRota(
    List<Contact> contacts, List<Shift> shifts, List<String> fallback, ZoneId zone) {
  private static final Duration LONGEST_LOOK = Duration.ofDays(100);

  /** Nobody. */
  public static final DutyRota NONE =
      new DutyRota(List.of(), List.of(), List.of(), ZoneId.of("Asia/Shanghai"));

  /**
   * How a member of the office is reached.
   *
   * @param id the log-in name
   * @param name for people
   * @param mobiles digits with an optional {@code +}
   * @param accounts names in WeCom, DingTalk or Feishu
   * @param email {@code ""} for none
   */
  public record Contact(
      String id, String name, List<String> mobiles, List<String> accounts, String email) {
    public Contact {
      if (id == null || !id.matches("[a-z0-9][a-z0-9_.-]{1,31}")) {
        throw new IllegalArgumentException(
            "a contact's id is the log-in name: 2 to 32 lower-case letters, digits, _ . -");
      }
      name = name == null || name.isBlank() ? id : name.strip();
      mobiles = mobiles == null ? List.of() : List.copyOf(mobiles);
      accounts = accounts == null ? List.of() : List.copyOf(accounts);
      email = email == null ? "" : email;
      if (!mobiles.stream().allMatch(mobile -> mobile.matches("\\+?[0-9]{5,15}"))) {
        throw new IllegalArgumentException("mobiles of " + id + ": 5 to 15 digits each");
      }
      if (!accounts.stream().allMatch(each -> each.matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}"))) {
        throw new IllegalArgumentException(
            "accounts of " + id + ": letters, digits and _ . @ - only");
      }
      if (!email.isEmpty() && !email.matches("[^@\\s<>,;]+@[^@\\s<>,;]+")) {
        throw new IllegalArgumentException("email of " + id + " is no address");
      }
    }
  }

  /**
   * A shift.
   *
   * @param days of the week on which it begins; none for all
   * @param dates on which it begins instead of the weekly ones, whatever the day of the week; none
   *     for a weekly shift
   * @param from time of day
   * @param until time of day; not after {@code from}: the next day
   * @param people ids in the order in which they are told
   */
  public record Shift(
      Set<DayOfWeek> days,
      Set<LocalDate> dates,
      LocalTime from,
      LocalTime until,
      List<String> people) {
    public Shift {
      days = days == null || days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(days);
      dates = dates == null ? Set.of() : Set.copyOf(dates);
      from = from == null ? LocalTime.MIDNIGHT : from;
      until = until == null ? LocalTime.MIDNIGHT : until;
      people = people == null ? List.of() : List.copyOf(people);
      if (people.isEmpty()) {
        throw new IllegalArgumentException("a shift needs people");
      }
      if (!dates.isEmpty() && days.size() < DayOfWeek.values().length) {
        throw new IllegalArgumentException(
            "a shift has days or dates, not both: on its dates it stands in for the weekly ones");
      }
    }

    /** Whether one that began on that day covers the moment. */
    private boolean covers(LocalDate day, ZonedDateTime now) {
      ZonedDateTime begin = day.atTime(from).atZone(now.getZone());
      LocalDate last = until.isAfter(from) ? day : day.plusDays(1);
      ZonedDateTime end = last.atTime(until).atZone(now.getZone());
      return !now.isBefore(begin) && now.isBefore(end);
    }
  }

  /** A time without anybody on duty. */
  public record Gap(Instant from, Instant until) {}

  /**
   * Checks that everybody who is named can be reached.
   *
   * @throws IllegalArgumentException naming who cannot
   */
  public DutyRota {
    contacts = List.copyOf(contacts);
    shifts = List.copyOf(shifts);
    fallback = List.copyOf(fallback);
    Set<String> known = new TreeSet<>();
    for (Contact contact : contacts) {
      if (!known.add(contact.id())) {
        throw new IllegalArgumentException("two contacts have the id '" + contact.id() + "'");
      }
    }
    List<String> named = new ArrayList<>(fallback);
    shifts.forEach(shift -> named.addAll(shift.people()));
    for (String id : named) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "'" + id + "' is on the rota but not among the contacts");
      }
    }
  }

  /** The contact of that id. */
  public Optional<Contact> contact(String id) {
    return contacts.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * Who is told, and who next: those on duty, then the fallback, then anybody at all. Empty only
   * where there are no contacts.
   */
  public List<Contact> onDuty(Instant now) {
    List<String> ids = new ArrayList<>(shift(now).map(Shift::people).orElse(List.of()));
    ids.addAll(fallback);
    if (ids.isEmpty()) {
      contacts.forEach(contact -> ids.add(contact.id()));
    }
    return ids.stream().distinct().flatMap(id -> contact(id).stream()).toList();
  }

  /** Whether no shift covers the moment. */
  public boolean hasGap(Instant now) {
    return shift(now).isEmpty();
  }

  private Optional<Shift> shift(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    LocalDate today = local.toLocalDate();
    // What began yesterday and goes on past midnight comes first.
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      boolean special = shifts.stream().anyMatch(shift -> shift.dates().contains(day));
      for (Shift shift : shifts) {
        boolean begins =
            special
                ? shift.dates().contains(day)
                : shift.dates().isEmpty() && shift.days().contains(day.getDayOfWeek());
        if (begins && shift.covers(day, local)) {
          return Optional.of(shift);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * When nobody is on duty.
   *
   * @throws IllegalArgumentException for more than a hundred days
   */
  public List<Gap> gaps(Instant from, Instant until) {
    if (Duration.between(from, until).compareTo(LONGEST_LOOK) > 0) {
      throw new IllegalArgumentException("at most " + LONGEST_LOOK.toDays() + " days");
    }
    if (!from.isBefore(until)) {
      return List.of();
    }
    List<Gap> gaps = new ArrayList<>();
    Instant begin = null;
    for (Instant at : edges(from, until)) {
      boolean gap = hasGap(at) && at.isBefore(until);
      if (gap && begin == null) {
        begin = at;
      } else if (!gap && begin != null) {
        gaps.add(new Gap(begin, at));
        begin = null;
      }
    }
    return gaps;
  }

  /** Every moment at which it may change who is on duty, and both ends. */
  private TreeSet<Instant> edges(Instant from, Instant until) {
    TreeSet<Instant> edges = new TreeSet<>(Set.of(from, until));
    LocalDate last = LocalDate.ofInstant(until, zone).plusDays(1);
    for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      for (Shift shift : shifts) {
        edges.add(day.atTime(shift.from()).atZone(zone).toInstant());
        edges.add(day.atTime(shift.until()).atZone(zone).toInstant());
      }
      edges.add(day.atStartOfDay(zone).toInstant());
    }
    return new TreeSet<>(edges.subSet(from, true, until, true));
  }
}
