package org.qingting.acceptance.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.search.TestOpinions.opinion;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionReaderContract;
import org.qingting.search.Order;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.elasticsearch.ElasticsearchViews;

/** What every reader must do, on a real Elasticsearch server. */
class ElasticsearchIndexTest extends OpinionReaderContract {
  private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");
  private static ElasticsearchServer server;

  private static ElasticsearchSettings settings;
  private ElasticsearchIndex index;

  @BeforeAll
  static void startServer() throws Exception {
    server = ElasticsearchServer.start();
    settings = ElasticsearchSettings.of(server.address(), "t");
    try (ElasticsearchIndex first = new ElasticsearchIndex(settings)) {
      first.setUp(NOW);
    }
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected OpinionReader openReader() throws IOException {
    index = new ElasticsearchIndex(settings);
    return index.openReader();
  }

  @Override
  protected void store(Opinion... opinions) throws IOException {
    for (int from = 0; from < opinions.length; from += 500) {
      List<Opinion> some = List.of(opinions).subList(from, Math.min(opinions.length, from + 500));
      assertThat(index.store(some)).isEmpty();
    }
  }

  /** JSON is UTF-8. */
  @Override
  protected String kept(String odd) {
    return new String(odd.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
  }

  /** Shards are few: the indices of each test go with it. */
  @AfterEach
  void closeIndex() throws Exception {
    index.close();
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address().resolve("/" + settings.prefix() + "-*"))
                .DELETE()
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  @Test
  void settingUpAgain_changesNothing() throws IOException {
    index.setUp(NOW);
    store(opinion("a").build());
    index.setUp(NOW);
    reader.refresh();
    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(1);
  }

  @Test
  void noField_saysWhoWrote_andNoneCanBeAdded() throws Exception {
    store(opinion("a").url("https://forum.example/t/1").build());
    String mappings =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        server.address().resolve("/" + settings.prefix() + "-opinions/_mapping"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String fields = mappings.substring(mappings.indexOf("\"properties\""));
    assertThat(fields)
        .doesNotContainPattern("(?i)\"[a-z]*(author|person|people|user|writer|account)[a-z]*\"");
    HttpResponse<String> added =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        server
                            .address()
                            .resolve("/" + settings.prefix() + "-opinions-2026.01/_doc/x"))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"author\":\"x\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(added.statusCode()).isEqualTo(400);
    assertThat(added.body()).contains("strict_dynamic_mapping_exception");
  }

  @Test
  void aPostTakenInAgainAfterTheTurnOfTheMonth_isKeptOnce() throws IOException {
    store(opinion("a").at("2026-01-31T15:59:00Z").build());
    store(opinion("a").at("2026-01-31T16:01:00Z").build());
    reader.refresh();
    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(1);
    assertThat(reader.search(OpinionQuery.ALL, Order.NEWEST, 10, "").hits()).hasSize(1);
  }

  @Test
  void withoutItsTemplate_noIndexComesIntoBeing_andNothingIsKept() throws Exception {
    ElasticsearchSettings bare = ElasticsearchSettings.of(server.address(), "bare");
    try (ElasticsearchIndex without = new ElasticsearchIndex(bare)) {
      assertThatThrownBy(without::check).hasMessageContaining("setup elasticsearch");
      assertThatThrownBy(() -> without.store(List.of(opinion("a").build())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("setup elasticsearch");
      assertThat(status("/bare-opinions-2026.03", "HEAD")).isEqualTo(404);

      without.setUp(NOW);
      without.check();
      assertThat(without.store(List.of(opinion("a").build()))).isEmpty();
    }
    status("/bare-*", "DELETE");
  }

  @Test
  void anIndexThatIsClosedToWriting_asByAFullDisk_takesEverythingLater() throws Exception {
    store(opinion("a").build());
    String block = "/" + settings.prefix() + "-opinions-2026.03/_settings";
    put(block, "{\"index.blocks.read_only_allow_delete\": true}");
    assertThatThrownBy(() -> index.store(List.of(opinion("b").build())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cluster_block_exception");
    put(block, "{\"index.blocks.read_only_allow_delete\": null}");
    store(opinion("b").build());
    reader.refresh();
    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(2);
  }

  @Test
  void aDocumentThatDoesNotFitTheMappings_isRefusedForGood_withTheReason() throws Exception {
    BulkDocument odd =
        new ElasticsearchViews(settings.prefix())
            .alert("x", 1, "{\"raisedAt\": \"yesterday, perhaps\"}");
    try (ElasticsearchBulk bulk = new ElasticsearchBulk(settings)) {
      assertThat(bulk.write(List.of(odd)).join())
          .singleElement()
          .satisfies(
              answer -> {
                assertThat(answer.fate()).isEqualTo(ElasticsearchBulk.Fate.NEVER);
                assertThat(answer.reason()).contains("raisedAt");
              });
    }
  }

  @Test
  void anOlderCase_neverReplacesANewerOne() throws Exception {
    ElasticsearchViews views = new ElasticsearchViews(settings.prefix());
    try (ElasticsearchBulk bulk = new ElasticsearchBulk(settings)) {
      bulk.write(List.of(views.alert("x", 2, "{\"id\":\"x\",\"state\":\"closed\"}"))).join();
      assertThat(
              bulk.write(List.of(views.alert("x", 1, "{\"id\":\"x\",\"state\":\"raised\"}")))
                  .join())
          .allMatch(answer -> answer.fate() == ElasticsearchBulk.Fate.KEPT);
    }
    assertThat(body("/" + settings.prefix() + "-view-alerts/_doc/x")).contains("closed");
  }

  private static int status(String path, String method) throws Exception {
    return send(path, method, HttpRequest.BodyPublishers.noBody()).statusCode();
  }

  private static String body(String path) throws Exception {
    return send(path, "GET", HttpRequest.BodyPublishers.noBody()).body();
  }

  private static void put(String path, String json) throws Exception {
    assertThat(send(path, "PUT", HttpRequest.BodyPublishers.ofString(json)).statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> send(
      String path, String method, HttpRequest.BodyPublisher body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aServerThatIsNotThere_isAnError_andNotAnEmptyIndex() throws IOException {
    try (OpinionReader nobody =
        new ElasticsearchIndex(ElasticsearchSettings.of(URI.create("http://127.0.0.1:1"), "nobody"))
            .openReader()) {
      assertThatThrownBy(() -> nobody.count(OpinionQuery.ALL)).isInstanceOf(IOException.class);
    }
  }
}
