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
}
