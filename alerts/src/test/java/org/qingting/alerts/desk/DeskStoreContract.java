package org.qingting.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of the desk must do. A back end extends it and says how to open one. */
public abstract class DeskStoreContract {
  private final List<DeskStore> opened = new ArrayList<>();

  /** Another opener of the one store of this test, as a second process would be. */
  protected abstract DeskStore open() throws IOException;

  protected final DeskStore store() throws IOException {
    DeskStore store = open();
    opened.add(store);
    return store;
  }

  @AfterEach
  void closeAll() throws IOException {
    for (DeskStore store : opened) {
      store.close();
    }
  }

  @Test
  void aDocumentThatWasNeverWritten_isNotThere() throws IOException {
    assertThat(store().get("alert", "a")).isEmpty();
    assertThat(store().newest("alert", 10)).isEmpty();
  }

  @Test
  void whatWasWritten_isRead_alsoByOthers() throws IOException {
    DeskStore store = store();
    assertThat(store.put(Document.fresh("alert", "a", 5, "{\"词\":\"𠮷 出警\\n\"}"))).isTrue();
    Document expected = new Document("alert", "a", 1, 5, "{\"词\":\"𠮷 出警\\n\"}");
    assertThat(store.get("alert", "a")).contains(expected);
    assertThat(store().get("alert", "a")).contains(expected);
    assertThat(store.get("other", "a")).isEmpty();
  }

  @Test
  void aDocumentThatExists_isNotMadeAgain() throws IOException {
    DeskStore store = store();
    assertThat(store.put(Document.fresh("alert", "a", 1, "{}"))).isTrue();
    assertThat(store.put(Document.fresh("alert", "a", 2, "{\"x\":1}"))).isFalse();
    assertThat(store.get("alert", "a")).contains(new Document("alert", "a", 1, 1, "{}"));
  }

  @Test
  void ofTwoThatReadTheSameVersion_onlyTheFasterWins() throws IOException {
    DeskStore one = store();
    DeskStore two = store();
    one.put(Document.fresh("alert", "a", 1, "{}"));
    Document read = two.get("alert", "a").orElseThrow();
    assertThat(one.put(read.with(2, "{\"by\":1}"))).isTrue();
    assertThat(two.put(read.with(3, "{\"by\":2}"))).isFalse();
    assertThat(two.get("alert", "a")).contains(new Document("alert", "a", 2, 2, "{\"by\":1}"));
  }

  @Test
  void aDocumentThatDoesNotExist_isNotChanged() throws IOException {
    DeskStore store = store();
    assertThat(store.put(new Document("alert", "a", 3, 1, "{}"))).isFalse();
    assertThat(store.get("alert", "a")).isEmpty();
  }

  @Test
  void newest_listsOneKindByOrderThenId() throws IOException {
    DeskStore store = store();
    for (int i = 0; i < 20; i++) {
      store.put(Document.fresh("alert", "id" + i, i % 10, "{}"));
    }
    store.put(Document.fresh("other", "x", 100, "{}"));
    assertThat(store.newest("alert", 4))
        .extracting(Document::id)
        .containsExactly("id19", "id9", "id18", "id8");
    assertThat(store.newest("alert", 0)).isEmpty();
    assertThat(store.newest("alert", 1000)).hasSize(20);
  }

  @Test
  void due_listsWhatIsToBeDoneByThen_theLongestDueFirst() throws IOException {
    DeskStore store = store();
    store.put(Document.fresh("alert", "never", 1, "{}"));
    store.put(Document.fresh("alert", "later", 2, "{}").dueFrom(300));
    store.put(Document.fresh("alert", "b", 3, "{}").dueFrom(100));
    store.put(Document.fresh("alert", "a", 4, "{}").dueFrom(100));
    store.put(Document.fresh("alert", "first", 5, "{}").dueFrom(-5));
    store.put(Document.fresh("other", "x", 6, "{}").dueFrom(1));
    assertThat(store.due("alert", 100, 10))
        .extracting(Document::id)
        .containsExactly("first", "a", "b");
    assertThat(store.due("alert", 100, 2)).extracting(Document::id).containsExactly("first", "a");
    assertThat(store.due("alert", Document.NEVER, 10))
        .extracting(Document::id)
        .doesNotContain("never");
    Document done = store.get("alert", "first").orElseThrow();
    assertThat(done.due()).isEqualTo(-5);
    store.put(done.dueFrom(Document.NEVER));
    assertThat(store().due("alert", 100, 10)).extracting(Document::id).containsExactly("a", "b");
  }

  @Test
  void ofSeveralWrittenTogether_eachWinsOrLosesForItself() throws IOException {
    DeskStore store = store();
    store.put(Document.fresh("alert", "a", 1, "{}"));
    Document read = store.get("alert", "a").orElseThrow();
    store.put(read.with(2, "{\"by\":1}"));
    assertThat(
            store.putAll(
                List.of(
                    Document.fresh("alert", "b", 1, "{}"),
                    read.with(3, "{\"by\":2}"),
                    Document.fresh("case", "b", 1, "{}").dueFrom(7))))
        .containsExactly(true, false, true);
    assertThat(store.get("alert", "a").orElseThrow().json()).isEqualTo("{\"by\":1}");
    assertThat(store().due("case", 7, 10)).hasSize(1);
    assertThat(store.putAll(List.of())).isEmpty();
  }

  @Test
  void kindsAndIdsThatAreNone_areRefused() throws IOException {
    DeskStore store = store();
    assertThatThrownBy(() -> store.put(Document.fresh("Alert!", "a", 1, "{}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.put(Document.fresh("alert", "", 1, "{}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.put(Document.fresh("alert", "x".repeat(201), 1, "{}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyWritersOnOneDocument_loseNoChange() throws Exception {
    int writers = 4;
    int changes = 25;
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        DeskStore mine = i % 2 == 0 || i == 1 ? store() : opened.get(0);
        Callable<Void> work =
            () -> {
              for (int n = 0; n < changes; n++) {
                addOne(mine);
              }
              return null;
            };
        ends.add(pool.submit(work));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      pool.shutdownNow();
    }
    Document last = store().get("count", "a").orElseThrow();
    assertThat(last.version()).isEqualTo((long) writers * changes);
    assertThat(last.json()).isEqualTo("{\"n\":" + writers * changes + "}");
  }

  private static void addOne(DeskStore store) throws IOException {
    while (true) {
      Optional<Document> read = store.get("count", "a");
      long version = read.map(Document::version).orElse(0L);
      String json = "{\"n\":" + (version + 1) + "}";
      if (store.put(new Document("count", "a", version, version, json))) {
        return;
      }
    }
  }
}
