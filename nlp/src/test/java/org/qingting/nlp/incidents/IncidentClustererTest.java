package org.qingting.nlp.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qingting.model.Incident;

class IncidentClustererTest {

  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
  private static final List<String> MARKET = List.of("夜市", "摊主", "辅警", "推搡", "电子秤");
  private static final List<String> SCHOOL = List.of("校门口", "家长", "接送", "拥堵", "护学岗");

  private static Optional<Incident> assign(
      IncidentClusterer clusterer, int hours, String theme, List<String> words, String id) {
    return clusterer.assign(NOON.plus(Duration.ofHours(hours)), "云溪镇", List.of(theme), words, id);
  }

  @Test
  void staysSingle_untilASecondPostJoins_thenKeepsItsId() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assertThat(assign(clusterer, 0, "force", MARKET, "a")).isEmpty();
    Incident second =
        assign(clusterer, 1, "force", List.of("夜市", "辅警", "推搡", "老人"), "b").orElseThrow();
    Incident third =
        assign(clusterer, 5, "force", List.of("摊主", "夜市", "推搡", "视频"), "c").orElseThrow();
    assertThat(second.id()).matches("[0-9a-f]{32}").isEqualTo(third.id());
    assertThat(second.since()).isEqualTo(NOON);
    assertThat(second.theme()).isEqualTo("force");
    assertThat(third.words()).startsWith("夜市", "推搡");
  }

  @Test
  void keepsMattersOfTheSameDayApart() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assign(clusterer, 0, "force", MARKET, "a");
    assign(clusterer, 0, "traffic", SCHOOL, "b");
    String market = assign(clusterer, 1, "force", MARKET, "c").orElseThrow().id();
    String school = assign(clusterer, 1, "traffic", SCHOOL, "d").orElseThrow().id();
    assertThat(market).isNotEqualTo(school);
  }

  @Test
  void oneSharedWord_doesNotJoin() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assign(clusterer, 0, "force", MARKET, "a");
    assertThat(assign(clusterer, 1, "force", List.of("夜市", "烧烤", "味道", "排队"), "b")).isEmpty();
  }

  @Test
  void closes_whenTheWindowHasPassed() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assign(clusterer, 0, "force", MARKET, "a");
    String first = assign(clusterer, 70, "force", MARKET, "b").orElseThrow().id();
    assertThat(assign(clusterer, 140, "force", MARKET, "c").orElseThrow().id()).isEqualTo(first);
    assertThat(assign(clusterer, 220, "force", MARKET, "d")).isEmpty();
    assertThat(assign(clusterer, 221, "force", MARKET, "e").orElseThrow().id()).isNotEqualTo(first);
  }

  @Test
  void idsOfPlacesDiffer() {
    IncidentClusterer here = IncidentClusterer.empty();
    IncidentClusterer there = IncidentClusterer.empty();
    here.assign(NOON, "云溪镇", List.of(), MARKET, "a");
    there.assign(NOON, "石桥乡", List.of(), MARKET, "a");
    assertThat(here.assign(NOON, "云溪镇", List.of(), MARKET, "b").orElseThrow().id())
        .isNotEqualTo(there.assign(NOON, "石桥乡", List.of(), MARKET, "b").orElseThrow().id());
  }

  @Test
  void postWithoutKeywords_staysAlone() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assertThat(assign(clusterer, 0, "force", List.of(), "a")).isEmpty();
    assertThat(assign(clusterer, 0, "force", List.of(), "b")).isEmpty();
    assertThat(clusterer.open()).isZero();
  }

  @Test
  void samePostTwice_makesNoIncident() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assign(clusterer, 0, "force", MARKET, "a");
    assertThat(assign(clusterer, 0, "force", MARKET, "a")).isEmpty();
  }

  @Property(tries = 30)
  void stateIsBounded_andSurvivesEncoding(@ForAll long seed) {
    Random random = new Random(seed);
    IncidentClusterer through = IncidentClusterer.empty();
    IncidentClusterer stored = IncidentClusterer.empty();
    for (int i = 0; i < 300; i++) {
      List<String> words = new ArrayList<>();
      for (int j = 0; j < 8; j++) {
        words.add("词" + random.nextInt(400));
      }
      Instant at = NOON.plus(Duration.ofMinutes(random.nextInt(20_000)));
      stored = IncidentClusterer.decode(stored.encode());
      assertThat(stored.assign(at, "云溪镇", List.of("force"), words, "p" + i))
          .isEqualTo(through.assign(at, "云溪镇", List.of("force"), words, "p" + i));
    }
    assertThat(stored).isEqualTo(through).hasSameHashCodeAs(through);
    assertThat(through.encode()).isEqualTo(stored.encode()).hasSizeLessThan(40_000);
    assertThat(through.open()).isLessThanOrEqualTo(32);
  }

  @Test
  void refusesDamagedState() {
    IncidentClusterer clusterer = IncidentClusterer.empty();
    assign(clusterer, 0, "force", MARKET, "a");
    byte[] bytes = clusterer.encode();
    assertThatThrownBy(() -> IncidentClusterer.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
    bytes[0] = 9;
    assertThatThrownBy(() -> IncidentClusterer.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 9");
  }
}
