package org.qingting.acceptance.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.DeskStoreContract;
import org.qingting.alerts.desk.Document;
import org.qingting.pipeline.storage.ElasticsearchDeskStore;
import org.qingting.search.elasticsearch.ElasticsearchDocuments;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/** What every store of the desk must do, on a real Elasticsearch server. */
class ElasticsearchDeskStoreTest extends DeskStoreContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static ElasticsearchServer server;

  private ElasticsearchSettings settings;

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

  @BeforeEach
  void aStoreOfItsOwn() {
    settings = ElasticsearchSettings.of(server.address(), "desk" + NUMBER.incrementAndGet());
  }

  @Override
  protected DeskStore open() throws IOException {
    ElasticsearchDocuments documents = new ElasticsearchDocuments(settings);
    documents.setUp();
    return new ElasticsearchDeskStore(documents);
  }

  @Test
  void idsLongerThanTheServerTakes_areKeptApart() throws IOException {
    DeskStore store = store();
    String same = "警".repeat(199);
    assertThat(store.put(Document.fresh("alert", same + "甲", 1, "{}"))).isTrue();
    assertThat(store.put(Document.fresh("alert", same + "乙", 2, "{\"n\":2}"))).isTrue();
    assertThat(store.get("alert", same + "乙"))
        .contains(new Document("alert", same + "乙", 1, 2, "{\"n\":2}"));
  }

  @Test
  void aDocumentOfMegabytes_isKept() throws IOException {
    String json = "{\"词\":\"" + "出警".repeat(500_000) + "\"}";
    assertThat(store().put(Document.fresh("case", "long", 1, json))).isTrue();
    assertThat(store().get("case", "long").orElseThrow().json()).isEqualTo(json);
  }

  @Test
  void aServerThatIsNotThere_isAnError_andNotALostRace() {
    try (ElasticsearchDocuments nobody =
        new ElasticsearchDocuments(
            ElasticsearchSettings.of(URI.create("http://127.0.0.1:1"), "nobody"))) {
      DeskStore store = new ElasticsearchDeskStore(nobody);
      assertThatThrownBy(() -> store.put(Document.fresh("alert", "a", 1, "{}")))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.get("alert", "a")).isInstanceOf(IOException.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
