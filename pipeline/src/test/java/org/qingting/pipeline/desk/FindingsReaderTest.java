package org.qingting.pipeline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.model.Alert;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

class FindingsReaderTest {
  private static final Instant ONSET = Instant.parse("2026-05-01T10:00:00Z");
  private static final Instant END = ONSET.plusSeconds(7200);
  private static final Series THEME = new Series(Series.Kind.THEME, "force");

  @TempDir Path folder;
  private OpinionReader reader;
  private AlertDesk desk;
  private int made;

  @BeforeEach
  void open() throws IOException {
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    LuceneIndex index = new LuceneIndex(folder.resolve("index"));
    try (OpinionWriter writer = index.openWriter("")) {
      for (int i = 0; i < 4; i++) {
        writer.put(
            post(
                ONSET.plusSeconds(60L * (i + 1)), "bbs", "网传民警打人，是真的吗，第" + i + "次听说", 0.8f, "柳河镇"));
      }
      writer.put(post(END.minusSeconds(900), "bbs", "我去派出所讨说法，跑了三趟没人管", 0.99f, "柳河镇"));
      writer.put(post(END.minusSeconds(800), "news", "我去派出所讨说法，跑了三趟没人管", 0.98f, "柳河镇"));
      writer.put(post(END, "news", "太坏了", 0.9f, "石桥镇"));
      writer.put(post(END.plusSeconds(60), "news", "后来的一条，听说又打人了", 0.9f, "石桥镇"));
      writer.commit();
    }
    reader = index.openReader();
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    desk.close();
  }

  @Test
  void whatIsFound_isOfThePostsThatTheAlertCounted() throws IOException {
    Findings found = new FindingsReader(reader, desk).find(alert("a", ONSET, END, 7), List.of());
    assertThat(found.lastHour()).isEqualTo(3);
    assertThat(found.hourBefore()).isEqualTo(4);
    assertThat(found.peopleAtLeast()).isFalse();
    assertThat(found.themes()).containsExactly(new Findings.Count("force", 7));
    assertThat(found.places())
        .containsExactly(new Findings.Count("柳河镇", 6), new Findings.Count("石桥镇", 1));
    assertThat(found.kinds()).isEqualTo(new Findings.Kinds(7, 2, 4, 0));
    assertThat(found.kinds().majority()).isEqualTo("claim");
  }

  @Test
  void theTellingPosts_areAtMostFive_andSayNothingTwice() throws IOException {
    Findings found = new FindingsReader(reader, desk).find(alert("a", ONSET, END, 7), List.of());
    List<Opinion> telling = reader.get(found.posts());
    assertThat(found.posts()).hasSize(5);
    assertThat(telling).extracting(each -> each.post().fullText()).doesNotHaveDuplicates();
    assertThat(telling.get(0).post().fullText()).contains("讨说法");
  }

  @Test
  void asManyPeopleAsCanBeToldApart_areAtLeastSoMany() throws IOException {
    FindingsReader findings = new FindingsReader(reader, desk);
    assertThat(findings.find(alert("a", ONSET, END, 200), List.of()).peopleAtLeast()).isTrue();
    assertThat(findings.find(alert("a", ONSET, END, 199), List.of()).peopleAtLeast()).isFalse();
  }

  @Test
  void anEarlierAlertLikeIt_isFoundAtTheDesk() throws IOException {
    Instant before = ONSET.minusSeconds(90_000);
    desk.accept(alert("before", before, before.plusSeconds(3600), 5), List.of(), END);
    assertThat(
            new FindingsReader(reader, desk).find(alert("a", ONSET, END, 7), List.of()).earlier())
        .containsExactly(new Findings.Earlier("before", before));
  }

  @Test
  void withoutPosts_nothingIsFound() throws IOException {
    Instant later = END.plusSeconds(900_000);
    Findings found = new FindingsReader(reader, desk).find(alert("a", later, later, 7), List.of());
    assertThat(found.posts()).isEmpty();
    assertThat(found.kinds()).isEqualTo(new Findings.Kinds(0, 0, 0, 0));
  }

  private static Alert alert(String id, Instant onset, Instant at, long people) {
    return new Alert(
        id,
        0,
        Alert.Phase.RAISED,
        THEME,
        onset,
        at,
        7,
        1,
        people,
        2,
        0,
        List.of(),
        false,
        "test",
        9,
        0.3,
        45,
        Alert.Trigger.BURST);
  }

  private Opinion post(Instant at, String source, String text, float negative, String place) {
    Post post =
        new Post(
            String.format("%032x", ++made),
            "",
            source,
            Channel.ONLINE,
            at,
            at,
            "",
            text,
            "",
            "",
            null);
    Analysis analysis =
        new Analysis(
            text,
            true,
            List.of("民警"),
            Tone.NEGATIVE,
            negative,
            0.01f,
            0.01f,
            List.of("force"),
            List.of(place),
            List.of(),
            "test",
            List.of());
    return new Opinion(post, analysis, "");
  }
}
