package org.qingting.alerts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.qingting.alerts.policy.DutyRota.Contact;
import org.qingting.alerts.policy.DutyRota.Gap;
import org.qingting.alerts.policy.DutyRota.Shift;

class DutyRotaTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
  private static final int DAY = 24 * 60;
  private static final List<String> IDS = List.of("zhang", "wang", "chief", "li");

  @Property(tries = 500)
  void onDuty_isNeverEmpty_andTellsNobodyTwice(
      @ForAll("rotas") DutyRota rota, @ForAll @IntRange(max = 14 * DAY) int minute) {
    List<Contact> onDuty = rota.onDuty(minute(minute));
    assertThat(onDuty).isNotEmpty().doesNotHaveDuplicates();
    if (!rota.hasGap(minute(minute))) {
      assertThat(rota.shifts())
          .anyMatch(shift -> startsWith(onDuty, shift.people().stream().distinct().toList()));
    } else if (!rota.fallback().isEmpty()) {
      assertThat(onDuty)
          .extracting(Contact::id)
          .containsExactlyElementsOf(rota.fallback().stream().distinct().toList());
    } else {
      assertThat(onDuty).isEqualTo(rota.contacts());
    }
  }

  private static boolean startsWith(List<Contact> contacts, List<String> ids) {
    return contacts.size() >= ids.size()
        && contacts.subList(0, ids.size()).stream().map(Contact::id).toList().equals(ids);
  }

  @Property(tries = 500)
  void gaps_areExactlyTheMinutesThatNoShiftCovers(
      @ForAll("rotas") DutyRota rota,
      @ForAll @IntRange(max = 7 * DAY) int from,
      @ForAll @IntRange(min = 1, max = 10 * DAY) int length) {
    int until = from + length;
    BitSet covered = painted(rota);
    List<Gap> expected = new ArrayList<>();
    for (int at = covered.nextClearBit(from); at < until; ) {
      int end = covered.nextSetBit(at);
      end = end < 0 || end > until ? until : end;
      expected.add(new Gap(minute(at), minute(end)));
      at = covered.nextClearBit(end);
    }
    assertThat(rota.gaps(minute(from), minute(until))).isEqualTo(expected);
    for (int at = from; at < until; at += 7) {
      assertThat(rota.hasGap(minute(at))).isEqualTo(!covered.get(at));
    }
  }

  /** The minutes from Monday on that somebody is on duty, painted shift by shift. */
  private static BitSet painted(DutyRota rota) {
    BitSet covered = new BitSet();
    for (int day = -1; day <= 20; day++) {
      LocalDate date = MONDAY.plusDays(day);
      List<Shift> dated =
          rota.shifts().stream().filter(shift -> shift.dates().contains(date)).toList();
      List<Shift> weekly =
          rota.shifts().stream()
              .filter(shift -> shift.dates().isEmpty())
              .filter(shift -> shift.days().contains(date.getDayOfWeek()))
              .toList();
      for (Shift shift : dated.isEmpty() ? weekly : dated) {
        int begin = day * DAY + shift.from().toSecondOfDay() / 60;
        int length = (shift.until().toSecondOfDay() - shift.from().toSecondOfDay()) / 60;
        int end = begin + (length > 0 ? length : length + DAY);
        covered.set(Math.max(0, begin), Math.max(0, end));
      }
    }
    return covered;
  }

  @Example
  void aShiftPastMidnight_coversTheNightOnly() {
    DutyRota rota =
        rota(
            weekly(EnumSet.of(DayOfWeek.MONDAY), "22:00", "06:00", "zhang"),
            weekly(EnumSet.of(DayOfWeek.TUESDAY), "00:00", "12:00", "wang"));
    assertThat(first(rota, MONDAY, "21:59")).isEqualTo("li");
    assertThat(first(rota, MONDAY, "22:00")).isEqualTo("zhang");
    // Who came in the evening stays until the night is over.
    assertThat(first(rota, MONDAY.plusDays(1), "05:59")).isEqualTo("zhang");
    assertThat(first(rota, MONDAY.plusDays(1), "06:00")).isEqualTo("wang");
    assertThat(rota.hasGap(at(MONDAY.plusDays(1), "12:00"))).isTrue();
  }

  @Example
  void aDatedShift_standsInForAllWeeklyOnesOfItsDay_butNotForTheNightBefore() {
    DutyRota rota =
        rota(
            weekly(Set.of(), "08:00", "20:00", "zhang"),
            weekly(Set.of(), "20:00", "08:00", "wang"),
            new Shift(
                null, Set.of(MONDAY), LocalTime.of(9, 0), LocalTime.of(18, 0), List.of("chief")));
    assertThat(first(rota, MONDAY, "07:59")).isEqualTo("wang");
    assertThat(first(rota, MONDAY, "09:00")).isEqualTo("chief");
    assertThat(rota.gaps(at(MONDAY.minusDays(3), "00:00"), at(MONDAY.plusDays(3), "00:00")))
        .containsExactly(
            new Gap(at(MONDAY, "08:00"), at(MONDAY, "09:00")),
            new Gap(at(MONDAY, "18:00"), at(MONDAY.plusDays(1), "08:00")));
  }

  @Example
  void escalation_goesOnFromTheShiftToTheFallback() {
    DutyRota rota = rota(weekly(Set.of(), "00:00", "00:00", "wang", "zhang", "li"));
    assertThat(rota.onDuty(at(MONDAY, "12:00")))
        .extracting(Contact::id)
        .containsExactly("wang", "zhang", "li");
    assertThat(rota.gaps(at(MONDAY, "00:00"), at(MONDAY.plusDays(99), "00:00"))).isEmpty();
  }

  @Example
  void wholeDays_haveNoGap_whereClocksAreSetForwardAndBack() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    DutyRota rota =
        new DutyRota(
            contacts(),
            List.of(
                weekly(Set.of(), "08:00", "20:00", "zhang"),
                weekly(Set.of(), "20:00", "08:00", "wang")),
            List.of(),
            berlin);
    for (LocalDate day : List.of(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 10, 25))) {
      Instant noon = day.atTime(12, 0).atZone(berlin).toInstant();
      assertThat(rota.gaps(noon.minus(Duration.ofDays(2)), noon.plus(Duration.ofDays(2))))
          .isEmpty();
    }
  }

  @Example
  void withoutContacts_nobodyIsOnDuty_andAllIsAGap() {
    Instant noon = at(MONDAY, "12:00");
    assertThat(DutyRota.NONE.onDuty(noon)).isEmpty();
    assertThat(DutyRota.NONE.hasGap(noon)).isTrue();
    assertThat(DutyRota.NONE.gaps(noon, noon.plusSeconds(60)))
        .containsExactly(new Gap(noon, noon.plusSeconds(60)));
    assertThat(DutyRota.NONE.gaps(noon, noon)).isEmpty();
    assertThat(DutyRota.NONE.gaps(noon, noon.minusSeconds(60))).isEmpty();
  }

  @Example
  void whatCannotBe_isRefusedByName() {
    assertThatThrownBy(() -> rota(weekly(Set.of(), "00:00", "00:00", "nobody")))
        .hasMessageContaining("'nobody'");
    assertThatThrownBy(() -> weekly(Set.of(), "00:00", "00:00")).hasMessageContaining("people");
    assertThatThrownBy(
            () ->
                new Shift(
                    EnumSet.of(DayOfWeek.MONDAY), Set.of(MONDAY), null, null, List.of("zhang")))
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> contact("Zhang")).hasMessageContaining("lower-case");
    assertThatThrownBy(() -> new Contact("zhang", "张敏", List.of("138 0000"), List.of(), ""))
        .hasMessageContaining("5 to 15 digits")
        .hasMessageNotContaining("138");
    assertThatThrownBy(() -> new Contact("zhang", "张敏", List.of(), List.of("@all <x>"), ""))
        .hasMessageContaining("accounts of zhang");
    assertThatThrownBy(() -> new Contact("zhang", "张敏", List.of(), List.of(), "a@b\nBcc: c@d"))
        .hasMessageContaining("email of zhang");
    DutyRota rota = rota(weekly(Set.of(), "00:00", "00:00", "zhang"));
    Instant now = at(MONDAY, "00:00");
    assertThatThrownBy(() -> rota.gaps(now, now.plus(Duration.ofDays(101))))
        .hasMessageContaining("100 days");
  }

  @Provide
  Arbitrary<DutyRota> rotas() {
    Arbitrary<List<Shift>> shifts =
        Combinators.combine(
                Arbitraries.of(DayOfWeek.class).set().ofMaxSize(7),
                Arbitraries.integers().between(0, 13).map(MONDAY::plusDays).set().ofMaxSize(3),
                Arbitraries.of(true, false, false),
                times(),
                times(),
                Arbitraries.of(IDS).list().ofMinSize(1).ofMaxSize(3))
            .as(
                (days, dates, dated, from, until, people) ->
                    new Shift(
                        dated && !dates.isEmpty() ? null : days,
                        dated ? dates : Set.of(),
                        from,
                        until,
                        people))
            .list()
            .ofMaxSize(5);
    return Combinators.combine(shifts, Arbitraries.of(IDS).list().ofMaxSize(2))
        .as((some, fallback) -> new DutyRota(contacts(), some, fallback, SHANGHAI));
  }

  private static Arbitrary<LocalTime> times() {
    return Arbitraries.oneOf(
            Arbitraries.of(0, 6 * 60, 8 * 60, 20 * 60, 22 * 60, DAY - 1),
            Arbitraries.integers().between(0, DAY - 1))
        .map(minute -> LocalTime.ofSecondOfDay(60L * minute));
  }

  private static Instant minute(int minute) {
    return MONDAY.atStartOfDay(SHANGHAI).toInstant().plus(Duration.ofMinutes(minute));
  }

  private static Instant at(LocalDate day, String time) {
    return day.atTime(LocalTime.parse(time)).atZone(SHANGHAI).toInstant();
  }

  private static String first(DutyRota rota, LocalDate day, String time) {
    return rota.onDuty(at(day, time)).get(0).id();
  }

  private static Shift weekly(Set<DayOfWeek> days, String from, String until, String... people) {
    return new Shift(
        days, Set.of(), LocalTime.parse(from), LocalTime.parse(until), List.of(people));
  }

  private static DutyRota rota(Shift... shifts) {
    return new DutyRota(contacts(), List.of(shifts), List.of("li"), SHANGHAI);
  }

  private static List<Contact> contacts() {
    return IDS.stream().map(DutyRotaTest::contact).toList();
  }

  private static Contact contact(String id) {
    return new Contact(id, "", List.of("13800000000"), List.of(), "");
  }
}
