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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionReaderContract;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/** What every reader must do, on a real Elasticsearch server. */
class ElasticsearchIndexTest extends OpinionReaderContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static ElasticsearchServer server;

  private ElasticsearchSettings settings;
  private ElasticsearchIndex index;

  @BeforeAll
  static void startServer() throws Exception {
    server = ElasticsearchServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected OpinionReader openReader() throws IOException {
    settings = ElasticsearchSettings.of(server.address(), "test" + NUMBER.incrementAndGet());
    index = new ElasticsearchIndex(settings);
    index.setUp();
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
            HttpRequest.newBuilder(
                    server.address().resolve("/" + settings.prefix() + "-opinions-*"))
                .DELETE()
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }

  @Test
  void settingUpAgain_changesNothing() throws IOException {
    store(opinion("a").build());
    index.setUp();
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
  void aServerThatIsNotThere_isAnError_andNotAnEmptyIndex() throws IOException {
    try (OpinionReader nobody =
        new ElasticsearchIndex(ElasticsearchSettings.of(URI.create("http://127.0.0.1:1"), "nobody"))
            .openReader()) {
      assertThatThrownBy(() -> nobody.count(OpinionQuery.ALL)).isInstanceOf(IOException.class);
    }
  }
}
