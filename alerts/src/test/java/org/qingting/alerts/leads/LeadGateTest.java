package org.qingting.alerts.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

class LeadGateTest {
  private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");
  private static final LeadLimits MANY = new LeadLimits(Duration.ofHours(24), 100, 100);

  private final LeadGate gate = LeadGate.empty();

  @Test
  void oneFreshPost_bringsANotice() {
    Lead lead = consider(reading("a", 0, "柳河镇", "", "death")).orElseThrow();
    assertThat(lead.revision()).isZero();
    assertThat(lead.categories()).containsExactly("death");
    assertThat(lead.place()).isEqualTo("柳河镇");
    assertThat(lead.at()).isEqualTo(NOON);
    assertThat(lead.posts()).containsExactly("a");
    assertThat(lead.count()).isEqualTo(1);
    assertThat(lead.heldBack()).isZero();
    assertThat(lead.id()).matches("[0-9a-f]{32}");
  }

  @Test
  void aPostAboutThePast_bringsNone_andCountsNowhere() {
    LeadReading old =
        new LeadReading("a", NOON.minus(Duration.ofHours(24)), NOON, List.of("death"), "柳河镇", "");
    assertThat(consider(old)).isEmpty();
    LeadReading stillFresh =
        new LeadReading("b", NOON.minus(Duration.ofHours(23)), NOON, List.of("death"), "柳河镇", "");
    assertThat(consider(stillFresh)).hasValueSatisfying(l -> assertThat(l.count()).isEqualTo(1));
  }

  @Test
  void furtherPosts_areSaidWhenTheyHaveDoubled() {
    List<Long> said = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      consider(reading("p" + i, i, "柳河镇", "", "death")).ifPresent(l -> said.add(l.count()));
    }
    assertThat(said).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void theSamePostAgain_countsOnce() {
    consider(reading("a", 0, "柳河镇", "", "death"));
    assertThat(consider(reading("a", 1, "柳河镇", "", "death"))).isEmpty();
    assertThat(consider(reading("b", 2, "柳河镇", "", "death")))
        .hasValueSatisfying(lead -> assertThat(lead.count()).isEqualTo(2));
  }

  @Test
  void aNewKindOfClaim_isSaidAtOnce_asTheSameMatter() {
    String id = consider(reading("a", 0, "柳河镇", "x", "custody")).orElseThrow().id();
    for (int i = 0; i < 2; i++) {
      consider(reading("more" + i, i, "柳河镇", "x", "custody"));
    }
    Lead grown = consider(reading("b", 5, "柳河镇", "x", "death")).orElseThrow();
    assertThat(grown.id()).isEqualTo(id);
    assertThat(grown.categories()).containsExactly("custody", "death");
  }

  @Test
  void thePostBeforeItsIncidentWasKnown_belongsToIt() {
    String id = consider(reading("a", 0, "柳河镇", "", "death")).orElseThrow().id();
    Lead joined = consider(reading("b", 1, "柳河镇", "x", "death")).orElseThrow();
    assertThat(joined.id()).isEqualTo(id);
    assertThat(joined.incident()).isEqualTo("x");
    assertThat(consider(reading("c", 2, "柳河镇", "y", "death")).orElseThrow().id()).isNotEqualTo(id);
  }

  @Test
  void atMostFiveIds_areShown() {
    Lead last = null;
    for (int i = 0; i < 16; i++) {
      last = consider(reading("p" + i, i, "柳河镇", "", "death")).orElse(last);
    }
    assertThat(last.posts()).containsExactly("p0", "p1", "p2", "p3", "p4");
    assertThat(last.count()).isEqualTo(16);
  }

  @Test
  void anotherDay_isAnotherNotice() {
    String id = consider(reading("a", 0, "柳河镇", "x", "death")).orElseThrow().id();
    assertThat(consider(reading("b", 24 * 60 - 1, "柳河镇", "x", "death")).orElseThrow().id())
        .isEqualTo(id);
    assertThat(consider(reading("c", 24 * 60, "柳河镇", "x", "death")).orElseThrow().id())
        .isNotEqualTo(id);
  }

  @Test
  void atMostTwoAnHour_theRestIsCountedAndTold() {
    for (int i = 0; i < 5; i++) {
      Optional<Lead> lead = consider(reading("p" + i, i, "镇" + i, "", "death"));
      assertThat(lead.isPresent()).isEqualTo(i < 2);
    }
    Lead next = consider(reading("q", 61, "河西", "", "death")).orElseThrow();
    assertThat(next.heldBack()).isEqualTo(3);
    assertThat(consider(reading("r", 62, "河西", "", "death")).orElseThrow().heldBack())
        .as("a later revision says it too")
        .isEqualTo(3);
    assertThat(consider(reading("s", 63, "河东", "", "death")).orElseThrow().heldBack()).isZero();
  }

  @Test
  void whatWasKeptBack_isSaidWhenItIsRepeatedAndThereIsRoom_withAllItsPosts() {
    consider(reading("a", 0, "一镇", "", "death"));
    consider(reading("b", 1, "二镇", "", "death"));
    consider(reading("c", 2, "三镇", "", "death"));
    consider(reading("d", 3, "三镇", "", "death"));
    consider(reading("e", 4, "四镇", "", "death"));
    Lead late = consider(reading("f", 65, "三镇", "", "death")).orElseThrow();
    assertThat(late.posts()).containsExactly("c", "d", "f");
    assertThat(late.count()).isEqualTo(3);
    assertThat(late.revision()).isZero();
    assertThat(late.heldBack()).as("itself is kept back no more").isEqualTo(1);
  }

  @Test
  void atMostSixADay_whateverComes_andNothingIsLost() {
    int notices = 0;
    long told = 0;
    for (int i = 0; i < 24 * 4; i++) {
      Optional<Lead> lead = consider(reading("p" + i, 15 * i, "镇" + i, "", "death"));
      notices += lead.isPresent() ? 1 : 0;
      told += lead.map(Lead::heldBack).orElse(0L);
    }
    assertThat(notices).isEqualTo(6);
    assertThat(told + gate.heldBack + notices).isEqualTo(24 * 4);
  }

  @Test
  void aFlood_keepsStateBounded_andTheCountRight() {
    for (int i = 0; i < 5_000; i++) {
      consider(reading("p" + i, i % 50, "镇" + i, "", "death"));
    }
    assertThat(gate.matters).hasSizeLessThanOrEqualTo(LeadGate.MOST_MATTERS);
    assertThat(gate.heldBack).isEqualTo(4_998);
    assertThat(gate.encode().length).isLessThan(40_000);
  }

  @Test
  void aClockThatJumpsAYearAheadAndBack_repeatsNothing_andSilencesNothing() {
    consider(reading("a", 0, "一镇", "", "death"));
    int year = 365 * 24 * 60;
    for (int i = 0; i < 10; i++) {
      consider(reading("ahead" + i, year + i, "镇" + i, "", "death"));
    }
    assertThat(consider(reading("b", 1, "一镇", "", "death")).orElseThrow().revision()).isEqualTo(1);
    assertThat(consider(reading("c", 2, "二镇", "", "gunfire"))).isPresent();
    assertThat(consider(reading("d", -300, "三镇", "", "gunfire"))).isPresent();
  }

  @Property(tries = 200)
  void aReplay_saysTheSame_whereverItWasStored(@ForAll long seed) {
    List<LeadReading> readings = readings(new Random(seed), 60, 3 * 24 * 60);
    LeadGate whole = LeadGate.empty();
    List<Lead> once = new ArrayList<>();
    readings.forEach(r -> whole.consider(r, LeadLimits.DEFAULT).ifPresent(once::add));
    LeadGate broken = LeadGate.empty();
    List<Lead> again = new ArrayList<>();
    for (LeadReading reading : readings) {
      broken = LeadGate.decode(broken.encode());
      broken.consider(reading, LeadLimits.DEFAULT).ifPresent(again::add);
    }
    assertThat(again).isEqualTo(once);
    assertThat(broken.encode()).isEqualTo(whole.encode());
  }

  @Property(tries = 300)
  void shuffledWithinAnHour_theSameIsSaidOfTheSamePlaces(@ForAll long seed) {
    Random random = new Random(seed);
    List<LeadReading> readings = readings(random, 25, 60);
    List<LeadReading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    assertThat(said(shuffled)).isEqualTo(said(readings));
  }

  @Test
  void storedBytesThatAreDamagedOrNewer_areRefused() {
    consider(reading("a", 0, "一镇", "x", "death"));
    byte[] bytes = gate.encode();
    assertThatThrownBy(() -> LeadGate.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LeadGate.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] newer = bytes.clone();
    newer[0] = 2;
    assertThatThrownBy(() -> LeadGate.decode(newer)).hasMessageContaining("newer program");
  }

  @Test
  void aReading_isOfTheFirstPlaceOfTheOffice_andNeverOfARepost() {
    Opinion opinion = opinion("", List.of("death"), List.of("武汉市", "柳河镇"));
    assertThat(LeadReading.of(opinion, place -> place.endsWith("镇")))
        .hasValueSatisfying(reading -> assertThat(reading.place()).isEqualTo("柳河镇"));
    assertThat(LeadReading.of(opinion, "别处"::equals)).isEmpty();
    assertThat(LeadReading.of(opinion("b", List.of("death"), List.of("柳河镇")), place -> true))
        .isEmpty();
    assertThat(LeadReading.of(opinion("", List.of(), List.of("柳河镇")), place -> true)).isEmpty();
    assertThat(LeadReading.of(opinion("", List.of("death"), List.of()), place -> true)).isEmpty();
  }

  private static Opinion opinion(String repostOf, List<String> leads, List<String> places) {
    Post post = new Post("a", "", "bbs", Channel.ONLINE, NOON, NOON, "", "文", "", repostOf, null);
    return new Opinion(
        post,
        new Analysis(
            "", true, List.of(), Tone.NEUTRAL, 0, 1, 0, List.of(), places, List.of(), "", leads),
        "");
  }

  /** What is claimed of which place, whatever notice or revision says it. */
  private static Set<String> said(List<LeadReading> readings) {
    LeadGate gate = LeadGate.empty();
    Set<String> said = new HashSet<>();
    for (LeadReading reading : readings) {
      gate.consider(reading, MANY)
          .ifPresent(lead -> lead.categories().forEach(c -> said.add(lead.place() + " " + c)));
    }
    return said;
  }

  private static List<LeadReading> readings(Random random, int count, int minutes) {
    List<String> kinds = List.of("custody", "death", "gunfire", "minor");
    List<LeadReading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = random.nextInt(4);
      String incident = random.nextBoolean() ? "" : "x" + place + random.nextInt(2);
      List<String> claims = new ArrayList<>(kinds);
      Collections.shuffle(claims, random);
      readings.add(
          reading(
              "p" + i,
              random.nextInt(minutes),
              "镇" + place,
              incident,
              claims.subList(0, 1 + random.nextInt(2)).toArray(String[]::new)));
    }
    readings.sort((a, b) -> a.at().compareTo(b.at()));
    return readings;
  }

  private Optional<Lead> consider(LeadReading reading) {
    return gate.consider(reading, LeadLimits.DEFAULT);
  }

  private static LeadReading reading(
      String post, int minute, String place, String incident, String... categories) {
    Instant at = NOON.plus(Duration.ofMinutes(minute));
    return new LeadReading(post, at, at, List.of(categories), place, incident);
  }
}
