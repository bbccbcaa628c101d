package org.qingting.search.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.model.Opinion;
import org.qingting.search.TestOpinions;

class NamesTest {
  private final Names names = new Names("t");

  @Test
  void months_areThoseOfShanghai() {
    assertThat(names.month("opinions", Instant.parse("2026-01-31T15:59:59Z")))
        .isEqualTo("t-opinions-2026.01");
    assertThat(names.month("opinions", Instant.parse("2026-01-31T16:00:00Z")))
        .isEqualTo("t-opinions-2026.02");
  }

  @Test
  void timesBeyondReason_landInTheFirstOrLastIndex() {
    assertThat(names.month("opinions", Instant.MIN)).isEqualTo("t-opinions-1970.01");
    assertThat(names.month("opinions", Instant.MAX)).isEqualTo("t-opinions-2200.01");
  }

  @Test
  void aPostOfTheFirstDayOfAMonth_isTakenOutOfTheMonthBefore() throws IOException {
    Instant first = Instant.parse("2026-02-01T03:00:00Z");
    assertThat(ElasticsearchIndex.documents(opinionAt(first), "t"))
        .filteredOn(BulkDocument::isDeletion)
        .extracting(BulkDocument::index)
        .containsExactly("t-opinions-2026.01", "t-view-opinions-2026.01");
    Instant second = Instant.parse("2026-02-02T03:00:00Z");
    assertThat(ElasticsearchIndex.documents(opinionAt(second), "t"))
        .extracting(BulkDocument::index)
        .containsExactly("t-opinions-2026.02", "t-view-opinions-2026.02");
  }

  @Test
  void aView_holdsNeitherTextNorAddress() throws IOException {
    Opinion opinion =
        TestOpinions.opinion("a")
            .title("标题甲乙丙")
            .text("派出所态度恶劣")
            .url("https://forum.example/t/1")
            .build();
    List<BulkDocument> documents = ElasticsearchIndex.documents(opinion, "t");
    assertThat(documents.get(0).body()).contains("派出所态度恶劣", "forum.example");
    assertThat(documents.get(1).index()).startsWith("t-view-opinions-");
    assertThat(documents.get(1).body())
        .doesNotContain("标题甲乙丙", "态度恶劣", "forum.example")
        .contains("\"tone\"", "\"police\"");
  }

  private static Opinion opinionAt(Instant time) {
    return TestOpinions.opinion("a").at(time).build();
  }
}
