package org.qingting.alerts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.qingting.alerts.policy.ClockRules.Clock;
import org.qingting.alerts.policy.Jurisdiction.Verdict;
import org.qingting.alerts.policy.Units.Kind;
import org.qingting.alerts.policy.Units.Unit;

/** The smaller rules: clocks, units, jurisdiction, zero report. */
class DeskPolicyTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @Example
  void clocks_areThoseThatAPressOfficeIsHeldTo() {
    Map<Level, List<Integer>> expected =
        Map.of(
            Level.EXTREME, List.of(10, 5, 24),
            Level.MAJOR, List.of(15, 5, 24),
            Level.LARGE, List.of(30, 24, 0),
            Level.ORDINARY, List.of(60, 48, 0));
    expected.forEach(
        (level, times) -> {
          Clock clock = DeskPolicy.DEFAULT.clocks().of(level);
          assertThat(clock.acknowledge()).isEqualTo(Duration.ofMinutes(times.get(0)));
          assertThat(clock.answer()).isEqualTo(Duration.ofHours(times.get(1)));
          assertThat(clock.conference()).isEqualTo(Duration.ofHours(times.get(2)));
          assertThat(clock.warnBefore().multipliedBy(5)).isEqualTo(clock.answer());
        });
  }

  @Example
  void clocksThatCannotRun_areRefused() {
    Duration hour = Duration.ofHours(1);
    Duration half = Duration.ofMinutes(30);
    assertThatThrownBy(() -> new Clock(Duration.ZERO, hour, Duration.ZERO, half))
        .hasMessageContaining("acknowledge");
    assertThatThrownBy(() -> new Clock(half, Duration.ofDays(31), Duration.ZERO, half))
        .hasMessageContaining("answer")
        .hasMessageContaining("30d");
    assertThatThrownBy(() -> new Clock(half, hour, Duration.ZERO, hour))
        .hasMessageContaining("warnBefore must be shorter than answer");
    assertThatThrownBy(() -> new Clock(half, hour, half, half))
        .hasMessageContaining("warnBefore must be shorter than conference");
    assertThatThrownBy(() -> new ClockRules(Map.of())).hasMessageContaining("no clock for level");
  }

  @Example
  void oneOwnPlace_makesItLocal_andOneOpenPlaceKeepsItUndecided() {
    Jurisdiction area = area();
    assertThat(area.judge(List.of("外省县", "云溪镇"))).isEqualTo(Verdict.LOCAL);
    assertThat(area.judge(List.of("老城"))).isEqualTo(Verdict.LOCAL);
    assertThat(area.judge(List.of("外省县"))).isEqualTo(Verdict.ELSEWHERE);
    assertThat(area.judge(List.of("外省县", "某小区"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(area.judge(List.of("某小区"))).isEqualTo(Verdict.UNDECIDED);
    assertThat(area.judge(List.of())).isEqualTo(Verdict.UNDECIDED);
    assertThat(area.canonical("老城")).isEqualTo("云溪镇");
    assertThat(area.canonical("某小区")).isEqualTo("某小区");
  }

  @Property
  void theOrderOfPlaces_doesNotMatter_andOneMoreOwnPlaceMakesLocal(
      @ForAll("named") List<String> places, @ForAll Random random) {
    List<String> shuffled = new ArrayList<>(places);
    Collections.shuffle(shuffled, random);
    assertThat(area().judge(shuffled)).isEqualTo(area().judge(places));
    shuffled.add("云溪镇");
    assertThat(area().judge(shuffled)).isEqualTo(Verdict.LOCAL);
    assertThat(Jurisdiction.NONE.judge(shuffled)).isEqualTo(Verdict.UNDECIDED);
  }

  @Provide
  Arbitrary<List<String>> named() {
    return Arbitraries.of("外省县", "老城", "某小区", "邻省市", "").list().ofMaxSize(4);
  }

  private static Jurisdiction area() {
    return new Jurisdiction(
        place ->
            switch (place) {
              case "云溪镇" -> Verdict.LOCAL;
              case "外省县", "邻省市" -> Verdict.ELSEWHERE;
              default -> Verdict.UNDECIDED;
            },
        place -> place.equals("老城") ? "云溪镇" : place);
  }

  @Example
  void responsibleUnits_nameThePlaceOrTheTheme_theClosestFirst_neverTheInspectorate() {
    Units units =
        new Units(
            List.of(
                unit("office", Kind.OFFICE, List.of(), List.of()),
                unit("traffic", Kind.BRIGADE, List.of(), List.of("traffic")),
                unit("yunxi", Kind.STATION, List.of("云溪镇"), List.of()),
                unit("yunxi-traffic", Kind.BRIGADE, List.of("云溪镇"), List.of("traffic")),
                unit("ducha", Kind.INSPECTORATE, List.of("云溪镇"), List.of("traffic"))));
    assertThat(units.responsible("traffic", "云溪镇"))
        .extracting(Unit::id)
        .containsExactly("yunxi-traffic", "yunxi", "traffic");
    assertThat(units.responsible("force", "河西镇")).isEmpty();
    assertThat(units.inspectorate()).map(Unit::id).contains("ducha");
    assertThat(units.unit("office")).isPresent();
    assertThat(units.unit("none")).isEmpty();
    assertThat(Units.NONE.inspectorate()).isEmpty();
  }

  @Example
  void twoInspectorates_andTwoUnitsOfOneId_areRefused() {
    Unit one = unit("a", Kind.INSPECTORATE, List.of(), List.of());
    assertThatThrownBy(() -> new Units(List.of(one, one))).hasMessageContaining("'a'");
    Unit other = unit("b", Kind.INSPECTORATE, List.of(), List.of());
    assertThatThrownBy(() -> new Units(List.of(one, other)))
        .hasMessageContaining("one inspectorate");
    assertThatThrownBy(() -> unit("云溪", Kind.STATION, List.of(), List.of()))
        .hasMessageContaining("lower-case");
  }

  private static Unit unit(String id, Kind kind, List<String> places, List<String> themes) {
    return new Unit(id, "", kind, places, themes, List.of());
  }

  @Property
  void theZeroReport_isDueOnceADay(
      @ForAll @LongRange(min = 1_767_196_800L, max = 1_830_268_800L) long seconds) {
    Instant after = Instant.ofEpochSecond(seconds);
    Instant next = ZeroReport.DEFAULT.next(after);
    assertThat(next).isAfter(after).isBeforeOrEqualTo(after.plus(Duration.ofDays(1)));
    assertThat(next.atZone(SHANGHAI).toLocalTime()).isEqualTo(LocalTime.of(8, 0));
    assertThat(ZeroReport.DEFAULT.next(next)).isEqualTo(next.plus(Duration.ofDays(1)));
  }
}
