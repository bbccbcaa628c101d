package org.qingting.search.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Answer;
import org.qingting.search.elasticsearch.ElasticsearchBulk.Fate;

/** Whatever the server answers, each document's fate is told. */
class ElasticsearchBulkTest {
  private ScriptedServer server;
  private ElasticsearchBulk bulk;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    bulk = new ElasticsearchBulk(server.settings());
  }

  @AfterEach
  void stop() throws IOException {
    bulk.close();
    server.close();
  }

  private static List<BulkDocument> documents(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> BulkDocument.of("t-opinions-2026.01", "d" + i, "{\"n\":" + i + "}"))
        .toList();
  }

  private List<Fate> fates(List<BulkDocument> documents) {
    return bulk.write(documents).join().stream().map(Answer::fate).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "429, es_rejected_execution_exception, AGAIN",
    "429, cluster_block_exception, AGAIN",
    "403, cluster_block_exception, AGAIN",
    "403, security_exception, AGAIN",
    "503, unavailable_shards_exception, AGAIN",
    "500, some_bug, AGAIN",
    "404, index_not_found_exception, AGAIN",
    "400, validation_exception, AGAIN",
    "409, version_conflict_engine_exception, KEPT",
    "400, document_parsing_exception, NEVER",
    "400, strict_dynamic_mapping_exception, NEVER",
    "400, illegal_argument_exception, NEVER",
  })
  void anItemThatIsNotTaken_isTriedAgain_onlyIfTimeCanMendIt(int status, String type, Fate fate) {
    server.script =
        id ->
            id.equals("d1")
                ? new ScriptedServer.Item(status, type, "because")
                : ScriptedServer.Item.CREATED;
    List<Answer> answers = bulk.write(documents(3)).join();
    assertThat(answers.stream().map(Answer::fate)).containsExactly(Fate.KEPT, fate, Fate.KEPT);
    if (fate != Fate.KEPT) {
      assertThat(answers.get(1).reason()).contains(type, "because");
    }
  }

  @Test
  void whatIsToBeGone_andIsNotThere_isDoneWith() {
    server.script = id -> new ScriptedServer.Item(404, "index_not_found_exception", "none");
    assertThat(fates(List.of(BulkDocument.none("t-opinions-2025.12", "d"))))
        .containsOnly(Fate.KEPT);
    assertThat(server.has("t-opinions-2025.12")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "429", "500", "502", "503"})
  void aRefusalOfAll_meansAllAgain(int status) {
    server.status = ids -> status;
    List<Answer> answers = bulk.write(documents(3)).join();
    assertThat(answers).hasSize(3).allMatch(answer -> answer.fate() == Fate.AGAIN);
    assertThat(answers.get(0).reason()).contains("Elasticsearch");
  }

  @ParameterizedTest
  @CsvSource({"413", "400"})
  void aRequestThatIsTooLargeOrSenseless_isSentInParts_untilTheOneToBlameIsFound(int status) {
    server.status = ids -> ids.contains("d2") ? status : 200;
    assertThat(fates(documents(5)))
        .containsExactly(Fate.KEPT, Fate.KEPT, Fate.NEVER, Fate.KEPT, Fate.KEPT);
  }

  @Test
  void anIndexMadeWithoutItsTemplate_isTakenBack_andEverythingWaits() {
    server.format = 0;
    List<Answer> answers = bulk.write(documents(2)).join();
    assertThat(answers).allMatch(answer -> answer.fate() == Fate.AGAIN);
    assertThat(answers.get(0).reason()).contains("setup elasticsearch");
    assertThat(server.has("t-opinions-2026.01")).isFalse();
    assertThat(server.requests).isEmpty();

    server.format = MonthlyIndices.FORMAT;
    assertThat(fates(documents(2))).containsOnly(Fate.KEPT);
    assertThat(server.has("t-opinions-2026.01")).isTrue();
  }

  @Test
  void aServerThatIsNotThere_meansAllAgain_inWords() throws IOException {
    try (ElasticsearchBulk nobody =
        new ElasticsearchBulk(
            ElasticsearchSettings.of(URI.create("http://127.0.0.1:1"), "nobody"))) {
      List<Answer> answers = nobody.write(documents(2)).join();
      assertThat(answers).hasSize(2).allMatch(answer -> answer.fate() == Fate.AGAIN);
      assertThat(answers.get(0).reason()).contains("http://127.0.0.1:1", "nobody answers");
    }
  }

  @Test
  void nothingToWrite_asksNobody() {
    assertThat(bulk.write(List.of()).join()).isEmpty();
    assertThat(server.requests).isEmpty();
  }
}
