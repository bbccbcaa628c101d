package org.qingting.search.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.search.TestOpinions.opinion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.lucene.LuceneIndex;

class TypedWordsTest {
  private static OpinionReader reader;
  private static Path folder;

  @BeforeContainer
  static void fill() throws IOException {
    folder = Files.createTempDirectory("typed");
    LuceneIndex index = new LuceneIndex(folder);
    try (OpinionWriter writer = index.openWriter("")) {
      for (int i = 0; i < 50; i++) {
        writer.put(opinion("p" + i).text("窗口 \"态度\" 冷-漠|app " + "啊".repeat(i)).build());
      }
      writer.commit();
    }
    reader = index.openReader();
  }

  @AfterContainer
  static void remove() throws IOException {
    reader.close();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        Arbitraries.strings()
            .withChars("窗口态度冷漠啊 -|\"“”app:*?~()[]\\/^+&!１　\uD83D\uDE21\u0000")
            .ofMaxLength(3000));
  }

  @Property(tries = 300)
  void anyTextIsAQuery(@ForAll("typed") String typed) throws IOException {
    OpinionQuery query = OpinionQuery.ALL.withText(typed);
    long begun = System.nanoTime();
    long count = reader.count(query);
    for (Order order : Order.values()) {
      Page page = reader.search(query, order, 10, "");
      assertThat(page.total()).isEqualTo(count);
      assertThat(page.hits()).hasSize((int) Math.min(10, count));
      for (Hit hit : page.hits()) {
        checkHighlights(hit);
      }
    }
    assertThat(System.nanoTime() - begun).isLessThan(SECONDS.toNanos(10));
  }

  private static void checkHighlights(Hit hit) {
    int last = -1;
    for (Hit.Highlight highlight : hit.highlights()) {
      assertThat(highlight.start()).isGreaterThan(last);
      assertThat(highlight.end()).isGreaterThan(highlight.start());
      last = highlight.end();
    }
    assertThat(last).isLessThanOrEqualTo(hit.opinion().post().fullText().length());
  }

  @Property(tries = 300)
  void readsABoundedNumberOfWords(@ForAll("typed") String typed) {
    List<TypedWords.Word> words =
        TypedWords.parse(typed).clauses().stream().flatMap(List::stream).toList();

    assertThat(words).hasSizeLessThanOrEqualTo(32).noneMatch(word -> word.units().isEmpty());
    assertThat(words.stream().mapToInt(word -> word.units().size()).sum()).isLessThanOrEqualTo(256);
  }

  @Property(tries = 300)
  void unitsCoverTheTextInOrder(@ForAll("typed") String text) {
    Units units = new Units();
    units.reset(text);
    int last = 0;
    while (units.next()) {
      assertThat(units.start()).isGreaterThanOrEqualTo(last);
      assertThat(units.end()).isGreaterThan(units.start());
      assertThat(units.term()).isNotEmpty();
      assertThat(units.term().getBytes(UTF_8).length).isLessThan(300);
      last = units.end();
    }
    assertThat(last).isLessThanOrEqualTo(text.length());
  }
}
