package org.qingting.nlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AreaTest {
  @Test
  void withoutConfiguration_everyPlaceCounts() {
    assertThat(new Area(List.of(), List.of())).accepts("武汉市", "示例镇");
  }

  @Test
  void configuredPlaces_count_othersDoNot() {
    Area area = new Area(List.of("示例镇=示例", "河西小区"), List.of());
    assertThat(area).accepts("示例镇", "河西小区").rejects("示例", "武汉市");
  }

  @Test
  void aDivision_countsWithAllThatLiesInIt() {
    Area area = new Area(List.of("示例镇"), List.of("武汉市"));
    assertThat(area).accepts("武汉市", "江岸区", "示例镇").rejects("湖北省", "长沙市", "宜昌市");
    assertThat(new Area(List.of(), List.of("湖北"))).accepts("武汉市", "宜昌市").rejects("长沙市");
  }

  @Test
  void anUnknownDivision_isRefusedByName() {
    assertThatThrownBy(() -> new Area(List.of("示例镇"), List.of("无此县")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("无此县")
        .hasMessageContaining("add it to places");
    assertThat(new Area(List.of("示例镇"), List.of("示例镇"))).accepts("示例镇");
  }

  @Test
  void ownNamesAndTheirAliases_areOurs_whateverElseIsKnown() {
    Area area = new Area(List.of("示例镇=示例=老示例", "江岸区"), List.of("宜昌市"));
    for (String own : List.of("示例镇", "示例", "老示例", "江岸区", "江岸", "宜昌市", "宜昌", "夷陵区")) {
      assertThat(area.of(own)).as(own).isEqualTo(Belonging.OURS);
    }
  }

  @Test
  void anotherDivision_isElsewhere_withOrWithoutItsSuffix() {
    Area area = new Area(List.of("示例镇"), List.of("武汉市"));
    for (String other : List.of("长沙市", "长沙", "湖南省", "湖南", "广东", "云溪区", "朝阳区")) {
      assertThat(area.of(other)).as(other).isEqualTo(Belonging.ELSEWHERE);
    }
  }

  @Test
  void whatCannotBeTold_isUnknown() {
    // No place; no division; holds the area and more; borne by Nanjing's 鼓楼区 and three others.
    Area nanjing = new Area(List.of(), List.of("南京市"));
    for (String place : List.of("", "某处", "某某小区", "江苏省", "江苏", "鼓楼区", "鼓楼")) {
      assertThat(nanjing.of(place)).as(place).isEqualTo(Belonging.UNKNOWN);
    }
  }

  @Test
  void aDivisionWithTheShortFormOfAnOwnOne_isUnknown() {
    // 朝阳警方 is read as 朝阳市, whoever wrote it.
    assertThat(new Area(List.of(), List.of("北京市")).of("朝阳市")).isEqualTo(Belonging.UNKNOWN);
    assertThat(new Area(List.of("云溪镇"), List.of("武汉市")).of("云溪区")).isEqualTo(Belonging.UNKNOWN);
    assertThat(new Area(List.of("河西镇"), List.of("武汉市")).of("云溪区")).isEqualTo(Belonging.ELSEWHERE);
  }

  @Test
  void withoutADivisionOfItsOwn_nothingIsCertainlyElsewhere() {
    assertThat(new Area(List.of(), List.of()).of("武汉市")).isEqualTo(Belonging.UNKNOWN);
    Area town = new Area(List.of("示例镇"), List.of());
    assertThat(town.of("武汉市")).isEqualTo(Belonging.UNKNOWN);
    assertThat(town.of("示例镇")).isEqualTo(Belonging.OURS);
  }

  @Test
  void everyDivisionOfTheGazetteer_isNamedByItself_andOursInItsProvince() {
    Area empty = new Area(List.of(), List.of());
    Area hubei = new Area(List.of(), List.of("湖北省"));
    for (String[] row : Resources.rows("places.tsv")) {
      assertThat(empty.name(row[1])).contains(row[1]);
      if (!row[2].isEmpty()) {
        assertThat(empty.name(row[2])).isPresent();
        assertThat(hubei.of(row[2])).isEqualTo(hubei.of(empty.name(row[2]).orElseThrow()));
      }
      Belonging verdict = hubei.of(row[1]);
      assertThat(verdict)
          .as(row[1])
          .isNotEqualTo(row[0].startsWith("42") ? Belonging.ELSEWHERE : Belonging.OURS);
    }
  }

  @Test
  void theNameOfAPlace_isTheOneThatTheAnalyzerGives() {
    List<String> places = List.of("云溪镇=云溪");
    TextAnalyzer analyzer = TextAnalyzer.withPlaces(places);
    Area area = new Area(places, List.of());
    for (String written : List.of("云溪镇", "云溪", "武汉市", "武汉", "江岸", "鼓楼", "朝阳")) {
      assertThat(analyzer.analyze("昨晚" + written + "警方通报").places())
          .as(written)
          .containsExactly(area.name(written).orElseThrow());
    }
    assertThat(area.name("某处")).isEmpty();
    assertThat(area.name("吉林市")).contains("吉林市");
  }
}
