package org.qingting.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.model.Alert;
import org.qingting.model.Alert.Phase;
import org.qingting.model.FetchReport;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.Series;
import org.qingting.model.SourceStatus;
import org.qingting.model.WatchStatus;

final class AlertDeskTest {
  private static final Instant ONSET = Instant.parse("2026-05-01T10:00:00Z");
  private static final Instant NOW = ONSET.plusSeconds(1800);

  @TempDir Path folder;
  private SqliteDeskStore store;
  private AlertDesk desk;

  @BeforeEach
  void open() throws IOException {
    store = SqliteDeskStore.open(folder.resolve("desk.db"));
    desk = new AlertDesk(store);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  @Test
  void howFarTheWatchHasCome_onlyGoesOn() throws IOException {
    Instant now = Instant.parse("2026-11-20T08:00:00Z");
    Instant ends = now.plusSeconds(7200);
    assertThat(desk.watch()).isEmpty();
    desk.accept(new WatchStatus(now, ends, 50));
    desk.accept(new WatchStatus(now.minusSeconds(3600), ends, 7));
    assertThat(desk.watch()).contains(new WatchStatus(now, ends, 50));
    assertThat(desk.watch().orElseThrow().onTrial()).isTrue();
    desk.accept(new WatchStatus(ends, ends, 60));
    assertThat(desk.watch().orElseThrow().onTrial()).isFalse();
  }

  @Test
  void anAlert_isKeptWithItsWordsAndHistory() throws IOException {
    assertThat(desk.accept(alert("a", 0, Phase.RAISED, 6), List.of("出警", "拖延"), NOW)).isTrue();
    assertThat(desk.accept(alert("a", 1, Phase.UPDATED, 12), List.of("别的"), NOW.plusSeconds(60)))
        .isTrue();
    assertThat(desk.accept(alert("a", 2, Phase.ENDED, 15), List.of(), NOW.plusSeconds(90)))
        .isTrue();
    Episode found = desk.alert("a").orElseThrow();
    assertThat(found.raised()).isEqualTo(alert("a", 0, Phase.RAISED, 6));
    assertThat(found.latest()).isEqualTo(alert("a", 2, Phase.ENDED, 15));
    assertThat(found.words()).containsExactly("出警", "拖延");
    assertThat(found.history())
        .containsExactly(
            new Episode.Entry(NOW, "raised", "observed 6, expected 1.3, people 5"),
            new Episode.Entry(
                NOW.plusSeconds(60), "updated", "observed 12, expected 1.3, people 5"),
            new Episode.Entry(NOW.plusSeconds(90), "ended", "observed 15, expected 1.3, people 5"));
  }

  @Test
  void aReplay_changesNothing() throws IOException {
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      said.add(alert("a", i, i == 0 ? Phase.RAISED : Phase.UPDATED, 6L << i));
    }
    for (Alert alert : said) {
      desk.accept(alert, List.of("词"), NOW);
    }
    Document before = store.get("alert", "a").orElseThrow();
    for (Alert alert : said) {
      assertThat(desk.accept(alert, List.of("新"), NOW.plusSeconds(999))).isFalse();
    }
    assertThat(store.get("alert", "a")).contains(before);
  }

  @Test
  void anOlderRevision_neverOverwritesANewerOne() throws IOException {
    assertThat(desk.accept(alert("a", 2, Phase.ENDED, 15), List.of(), NOW)).isTrue();
    assertThat(desk.accept(alert("a", 1, Phase.UPDATED, 12), List.of(), NOW)).isFalse();
    assertThat(desk.alert("a").orElseThrow().latest().revision()).isEqualTo(2);
  }

  @Test
  void alerts_areListedNewestFirst_silentOnesOnDemand() throws IOException {
    for (int i = 0; i < 30; i++) {
      Alert alert = alert("id" + i, 0, Phase.RAISED, i);
      desk.accept(at(alert, ONSET.plusSeconds(i), i % 10 != 0), List.of(), NOW);
    }
    assertThat(desk.alerts(2, false)).extracting(Episode::id).containsExactly("id20", "id10");
    assertThat(desk.alerts(10, false)).hasSize(3);
    assertThat(desk.alerts(2, true)).extracting(Episode::id).containsExactly("id29", "id28");
    assertThat(desk.alerts(0, true)).isEmpty();
    assertThat(desk.alert("none")).isEmpty();
  }

  @Test
  void twoDesksOnOneStore_takeEachRevisionOnce() throws Exception {
    int[] taken = new int[2];
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int me = i;
      Thread thread =
          new Thread(
              () -> {
                try (AlertDesk mine =
                    new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")))) {
                  for (int revision = 0; revision < 30; revision++) {
                    Phase phase = revision == 0 ? Phase.RAISED : Phase.UPDATED;
                    Alert alert = alert("a", revision, phase, revision);
                    taken[me] += mine.accept(alert, List.of("词"), NOW) ? 1 : 0;
                  }
                } catch (IOException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    Episode found = desk.alert("a").orElseThrow();
    assertThat(taken[0] + taken[1]).isEqualTo(found.history().size());
    assertThat(found.latest().revision()).isEqualTo(29);
    assertThat(found.raised().revision()).isZero();
  }

  @Test
  void findings_areReplacedByNewerOnes_andKeptWhereThereAreNone() throws IOException {
    Findings first = findings("p1");
    Findings second = findings("p2");
    desk.accept(alert("a", 0, Phase.RAISED, 6), List.of(), first, NOW);
    assertThat(desk.alert("a").orElseThrow().findings()).isEqualTo(first);
    desk.accept(alert("a", 1, Phase.UPDATED, 12), List.of(), second, NOW);
    desk.accept(alert("a", 2, Phase.ENDED, 15), List.of(), NOW);
    assertThat(desk.alert("a").orElseThrow().findings()).isEqualTo(second);
  }

  @Test
  void aCaseStoredBeforeThereWereFindings_isStillRead() throws IOException {
    desk.accept(alert("a", 0, Phase.RAISED, 6), List.of("词"), NOW);
    Document document = store.get("alert", "a").orElseThrow();
    store.put(document.with(1, document.json().replace(",\"findings\":null", "")));
    assertThat(store.get("alert", "a").orElseThrow().json()).doesNotContain("findings");
    assertThat(desk.alert("a").orElseThrow().findings()).isNull();
  }

  @Test
  void earlierAlertsLikeThisOne_areFound_theMostAlikeFirst() throws IOException {
    Instant before = ONSET.minusSeconds(90_000);
    keep("same", new Series(Series.Kind.THEME_PLACE, "inaction@青石镇"), before, List.of());
    keep("theme", new Series(Series.Kind.THEME, "inaction"), before.plusSeconds(9), List.of());
    keep("words", new Series(Series.Kind.PLACE, "远镇"), before, List.of("出警", "拖延", "别的"));
    keep("other", new Series(Series.Kind.PLACE, "远镇"), before, List.of("违停"));
    keep("now", new Series(Series.Kind.THEME, "inaction"), ONSET, List.of("出警", "拖延"));
    Alert alert = alert("a", 0, Phase.RAISED, 6);
    desk.accept(alert, List.of("出警", "拖延"), NOW);
    assertThat(desk.earlier(alert, List.of("出警", "拖延")))
        .extracting(Findings.Earlier::id)
        .containsExactly("same", "theme", "words");
  }

  @Test
  void anIncident_isLikeAlertsOfItsThemeAndPlace() throws IOException {
    desk.accept(new Incident("i", "青石镇", "inaction", List.of("出警"), ONSET));
    Instant before = ONSET.minusSeconds(90_000);
    keep("place", new Series(Series.Kind.PLACE, "青石镇"), before, List.of());
    Alert alert = of(new Series(Series.Kind.INCIDENT, "i"), "a", ONSET, NOW);
    assertThat(desk.earlier(alert, List.of()))
        .containsExactly(new Findings.Earlier("place", before));
  }

  @Test
  void theMajorityOfKinds_isMoreThanHalfOfThoseThatCouldBeTold() {
    assertThat(new Findings.Kinds(10, 3, 2, 0).majority()).isEqualTo("grievance");
    assertThat(new Findings.Kinds(10, 2, 2, 0).majority()).isEmpty();
    assertThat(new Findings.Kinds(10, 0, 1, 5).majority()).isEqualTo("crime-news");
    assertThat(new Findings.Kinds(10, 0, 0, 0).majority()).isEmpty();
  }

  private static Findings findings(String post) {
    return new Findings(
        7,
        3,
        false,
        List.of(post),
        List.of(new Findings.Count("inaction", 6)),
        List.of(new Findings.Count("青石镇", 5)),
        new Findings.Kinds(6, 4, 1, 0),
        List.of(new Findings.Earlier("before", ONSET)));
  }

  private void keep(String id, Series series, Instant onset, List<String> words)
      throws IOException {
    desk.accept(of(series, id, onset, onset.plusSeconds(3600)), words, NOW);
  }

  private static Alert of(Series series, String id, Instant onset, Instant at) {
    return new Alert(
        id,
        0,
        Phase.ENDED,
        series,
        onset,
        at,
        9,
        1,
        7,
        2,
        0,
        List.of(),
        false,
        "spikes-2",
        20,
        0.3,
        45,
        Alert.Trigger.BURST);
  }

  @Test
  void sources_keepTheLatestTry() throws IOException {
    SourceStatus first = SourceStatus.unknown("news").after(report(NOW, 5, true));
    SourceStatus second = first.after(report(NOW.plusSeconds(60), 0, false));
    desk.accept(List.of(second, SourceStatus.unknown("forum")));
    long version = store.get("sources", "all").orElseThrow().version();
    desk.accept(List.of(first));
    desk.accept(List.of(second));
    assertThat(desk.sources()).containsExactly(SourceStatus.unknown("forum"), second);
    assertThat(store.get("sources", "all").orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void aLead_isKeptApartFromAlerts_andTakenOncePerRevision() throws IOException {
    Lead first = lead("l", 0, 1, ONSET);
    Lead grown = lead("l", 1, 2, ONSET);
    assertThat(desk.accept(first)).isTrue();
    assertThat(desk.accept(grown)).isTrue();
    Document before = store.get("lead", "l").orElseThrow();
    assertThat(desk.accept(first)).isFalse();
    assertThat(desk.accept(grown)).isFalse();
    assertThat(store.get("lead", "l")).contains(before);
    desk.accept(lead("m", 0, 1, ONSET.plusSeconds(5)));
    assertThat(desk.leads(10)).containsExactly(lead("m", 0, 1, ONSET.plusSeconds(5)), grown);
    assertThat(desk.leads(1)).hasSize(1);
    assertThat(desk.leads(0)).isEmpty();
    assertThat(desk.alerts(10, true)).isEmpty();
  }

  private static Lead lead(String id, int revision, long count, Instant at) {
    return new Lead(
        id, revision, List.of("death"), "青石镇", "", at, List.of("p1"), count, 0, "leads-1");
  }

  @Test
  void fieldsOfALaterVersion_areIgnored() throws IOException {
    desk.accept(alert("a", 0, Phase.RAISED, 6), List.of("词"), NOW);
    Document document = store.get("alert", "a").orElseThrow();
    String json = document.json().replaceFirst("\\{", "{\"later\":{\"x\":[1]},");
    store.put(document.with(document.order(), json));
    assertThat(desk.alert("a").orElseThrow().words()).containsExactly("词");
  }

  @Test
  void aDocumentThatCannotBeRead_isNamed_notQuoted() throws IOException {
    store.put(Document.fresh("alert", "a", 1, "{\"raised\": secret"));
    assertThatThrownBy(() -> desk.alert("a"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("alert a")
        .hasMessageNotContaining("secret")
        .hasMessageContaining("restore the desk from a backup");
  }

  private static FetchReport report(Instant at, int posts, boolean reached) {
    return new FetchReport(
        "news",
        at,
        reached ? FetchReport.Outcome.FETCHED : FetchReport.Outcome.FAILED,
        posts,
        reached ? "" : "timed out");
  }

  private static Alert at(Alert alert, Instant at, boolean silent) {
    return new Alert(
        alert.id(),
        alert.revision(),
        alert.phase(),
        alert.series(),
        alert.onset(),
        at,
        alert.observed(),
        alert.expected(),
        alert.people(),
        alert.sources(),
        alert.reposts(),
        alert.evidence(),
        silent,
        alert.version(),
        60,
        0.3,
        45,
        Alert.Trigger.BURST);
  }

  private static Alert alert(String id, int revision, Phase phase, long observed) {
    return new Alert(
        id,
        revision,
        phase,
        new Series(Series.Kind.THEME_PLACE, "inaction@青石镇"),
        ONSET,
        NOW,
        observed,
        1.25,
        5,
        2,
        3,
        List.of("0123456789abcdef0123456789abcdef"),
        false,
        "spikes-2",
        60,
        0.3,
        45,
        Alert.Trigger.BURST);
  }
}
