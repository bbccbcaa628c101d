package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTimesTest {
  /** 2026-11-03 08:15 in China. */
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026年11月3日 08:15, 2026-11-03T08:15",
    "发布时间：2026年11月03日08时15分, 2026-11-03T08:15",
    "2026-11-03 08:15, 2026-11-03T08:15",
    "2026-11-03 08:15:09, 2026-11-03T08:15:09",
    "2026/1/3 8:05, 2026-01-03T08:05",
    "2026.10.31, 2026-10-31T00:00",
    "２０２６年 10 月 31 日, ''",
    "2026年10月31日 星期六 21:07, 2026-10-31T21:07",
    "2026-10-31 下午3:05, 2026-10-31T15:05",
    "2026-10-31 24:00, 2026-11-01T00:00",
    "11-03 08:15, 2026-11-03T08:15",
    "11月3日 08:15, 2026-11-03T08:15",
    "12-31 23:50, 2025-12-31T23:50",
    "02-29 10:00, 2024-02-29T10:00",
    "3分钟前, 2026-11-03T08:12",
    "30秒前, 2026-11-03T08:14:30",
    "半小时前, 2026-11-03T07:45",
    "5小时前 来自手机, 2026-11-03T03:15",
    "刚刚, 2026-11-03T08:15",
    "今天 07:30, 2026-11-03T07:30",
    "昨天 21:07, 2026-11-02T21:07",
    "前天21:07, 2026-11-01T21:07",
    "2天前, 2026-11-01T08:15",
    "没有时间, ''",
    "电话 010-12345678, ''",
    "2026-13-40, ''"
  })
  void readsChineseForms(String text, String expected) {
    PageTimes.Found found = PageTimes.find(text, NOW);
    assertThat(found == null ? "" : LocalDateTime.ofInstant(found.at(), PageTimes.CHINA).toString())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-03T08:15:00+08:00, 2026-11-03T00:15:00Z",
    "2026-11-03T08:15:00Z, 2026-11-03T08:15:00Z",
    "2026-11-03T08:15:00.123-0500, 2026-11-03T13:15:00Z",
    "2026-11-03T08:15:00, 2026-11-03T00:15:00Z",
    "20261103081500, 2026-11-03T00:15:00Z",
    "20261103, 2026-11-02T16:00:00Z",
    "1793664900, 2026-11-03T00:15:00Z",
    "1793664900000, 2026-11-03T00:15:00Z",
    "'Tue, 3 Nov 2026 08:15:00 +0800', 2026-11-03T00:15:00Z"
  })
  void readsMachineForms_withTheirOffset(String value, String expected) {
    assertThat(PageTimes.value(value, NOW).at()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/2026/11/03/1234.html, 2026-11-02T16:00:00Z",
    "/news/202611/t20261103_55.html, 2026-11-02T16:00:00Z",
    "/a/2026-11-03/x, 2026-11-02T16:00:00Z"
  })
  void readsDatesInAddresses(String path, String expected) {
    assertThat(PageTimes.inUrl(path).at()).isEqualTo(expected);
  }

  @Test
  void keepsTimesAhead_asThePageSays() {
    assertThat(PageTimes.find("2099-01-01 00:00", NOW).at()).isEqualTo("2098-12-31T16:00:00Z");
  }

  @Property(tries = 300)
  void neverFails(@ForAll String text) {
    PageTimes.Found found = PageTimes.find(text, NOW);
    assertThat(found == null || found.end() <= text.length()).isTrue();
  }
}
