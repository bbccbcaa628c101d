package org.qingting.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Validators;
import org.qingting.ingest.parse.PageRole;
import org.qingting.ingest.parse.ParsedPage.DetailLink;
import org.qingting.ingest.source.PageOutcome.Found;
import org.qingting.ingest.source.PageOutcome.Status;
import org.qingting.model.Arrival;
import org.qingting.model.FetchReport;

class SourceFrontierTest {
  private static final long START = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
  private static final long EVERY = Duration.ofMinutes(5).toMillis();
  private static final BackOff BACK_OFF = BackOff.of(false, Duration.ofHours(2));
  private static final Validators V1 = new Validators("\"v1\"", "");

  private final List<Arrival> out = new ArrayList<>();
  private SourceSpec spec = spec(SourceSpec.Kind.FORUM);
  private SourceFrontier source = fresh(CrawlLimits.DEFAULT, 1);
  private long now = START;

  private static SourceSpec spec(SourceSpec.Kind kind) {
    return new SourceSpec(
        "board", "", kind, "http://bbs.example/", Duration.ofMillis(EVERY), Selectors.NONE);
  }

  private SourceFrontier fresh(CrawlLimits limits, int share) {
    return new SourceFrontier("board", SourceFrontier.shapeOf(spec), limits, share);
  }

  private PageRequest next() {
    return source.next("host:bbs.example:80", spec, now);
  }

  private static DetailLink thread(int number, String stamp) {
    return new DetailLink("http://bbs.example/t" + number, stamp);
  }

  private static List<Found> floors(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                new Found(
                    i,
                    Arrival.of(
                        new FetchReport(
                            "floor" + i, Instant.EPOCH, FetchReport.Outcome.FETCHED, 0, ""))))
        .toList();
  }

  private int read(String url, List<Found> posts, List<DetailLink> details, String nextPage) {
    return answer(url, Status.READ, V1, posts, details, nextPage, Duration.ZERO);
  }

  private int fails(String url, Status status) {
    return answer(url, status, Validators.NONE, List.of(), List.of(), "", Duration.ZERO);
  }

  private int answer(
      String url,
      Status status,
      Validators validators,
      List<Found> posts,
      List<DetailLink> details,
      String nextPage,
      Duration retryAfter) {
    PageRequest request = next();
    assertThat(request).as("a request for %s", url).isNotNull();
    assertThat(request.url()).isEqualTo(URI.create(url));
    return source.apply(
        new PageOutcome(
            request,
            status,
            request.url(),
            validators,
            posts,
            details,
            nextPage,
            Duration.ZERO,
            retryAfter,
            Instant.ofEpochMilli(now),
            "",
            null),
        BACK_OFF,
        now,
        out::add);
  }

  @Test
  void readsAllPagesOfAThread_thenOnlyItsNewFloors_fromWhereItStopped() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "12 replies")), "");
    assertThat(read("http://bbs.example/t1", floors(0, 10), List.of(), "http://bbs.example/t1?p=2"))
        .isEqualTo(10);
    assertThat(read("http://bbs.example/t1?p=2", floors(10, 13), List.of(), "")).isEqualTo(3);
    assertThat(next()).isNull();
    assertThat(source.polledThrough).isEqualTo(START);

    now += EVERY;
    read("http://bbs.example/", List.of(), List.of(thread(1, "14 replies")), "");
    assertThat(read("http://bbs.example/t1?p=2", floors(10, 15), List.of(), "")).isEqualTo(2);
    assertThat(out).hasSize(15);

    now += EVERY;
    read("http://bbs.example/", List.of(), List.of(thread(1, "14 replies")), "");
    assertThat(next()).as("a thread without a new reply").isNull();
  }

  @Test
  void readsAThreadFromTheBeginning_whenThePageWhereItStoppedIsGone() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    read("http://bbs.example/t1", floors(0, 2), List.of(), "http://bbs.example/t1?p=2");
    read("http://bbs.example/t1?p=2", floors(2, 3), List.of(), "");
    now += EVERY;
    read("http://bbs.example/", List.of(), List.of(thread(1, "b")), "");
    fails("http://bbs.example/t1?p=2", Status.GONE);
    assertThat(read("http://bbs.example/t1", floors(0, 4), List.of(), "")).isEqualTo(1);
  }

  @Test
  void goesOnWithALongThreadAtTheNextLook() {
    source = fresh(new CrawlLimits(1, 5, 2, 50, 500, Duration.ofHours(1), Duration.ofHours(2)), 1);
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    read("http://bbs.example/t1", floors(0, 1), List.of(), "http://bbs.example/t1?p=2");
    read("http://bbs.example/t1?p=2", floors(1, 2), List.of(), "http://bbs.example/t1?p=3");
    assertThat(next()).isNull();
    now += EVERY;
    assertThat(next().validators()).isEqualTo(Validators.NONE);
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    assertThat(read("http://bbs.example/t1?p=3", floors(2, 3), List.of(), "")).isEqualTo(1);
  }

  @Test
  void readsThreadsWithoutAReplyCountAgain_butOnlyHourly() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "")), "");
    read("http://bbs.example/t1", floors(0, 1), List.of(), "");
    now += EVERY;
    read("http://bbs.example/", List.of(), List.of(thread(1, "")), "");
    assertThat(next()).isNull();
    now += Duration.ofHours(1).toMillis();
    read("http://bbs.example/", List.of(), List.of(thread(1, "")), "");
    assertThat(read("http://bbs.example/t1", floors(0, 2), List.of(), "")).isEqualTo(1);
  }

  @Test
  void sendsValidatorsOnlyOnceTheBackfillIsDone_andTrustsUnchanged() {
    assertThat(next().validators()).isEqualTo(Validators.NONE);
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    assertThat(source.backfilled).isFalse();
    read("http://bbs.example/t1", floors(0, 1), List.of(), "");
    assertThat(source.backfilled).isTrue();
    now += EVERY;
    assertThat(next().validators()).isEqualTo(V1);
    fails("http://bbs.example/", Status.UNCHANGED);
    assertThat(source.polledThrough).isEqualTo(START + EVERY);
    assertThat(source.failing(now)).isFalse();
  }

  @Test
  void pagesThroughAKnownListOnlyWhileThereIsAnythingNew() {
    spec = spec(SourceSpec.Kind.LISTING);
    read("http://bbs.example/", floors(0, 2), List.of(), "http://bbs.example/?p=2");
    read("http://bbs.example/?p=2", floors(0, 2), List.of(), "http://bbs.example/?p=3");
    read("http://bbs.example/?p=3", floors(2, 4), List.of(), "");
    now += EVERY;
    read("http://bbs.example/", floors(3, 6), List.of(), "http://bbs.example/?p=2");
    read("http://bbs.example/?p=2", floors(0, 4), List.of(), "http://bbs.example/?p=3");
    assertThat(next()).isNull();
    assertThat(source.polledThrough).isEqualTo(START + EVERY);
  }

  @Test
  void polledThroughIsWhenTheLookBegan_notWhenItEnded() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    now += 3 * EVERY;
    read("http://bbs.example/t1", floors(0, 1), List.of(), "");
    assertThat(source.polledThrough).isEqualTo(START);
    assertThat(next()).as("a look that took long is followed at once").isNotNull();
  }

  @Test
  void backsOffFurtherWithEachFailure_andForgetsItAfterASuccess() {
    for (long pause : new long[] {30, 60, 120, 240}) {
      fails("http://bbs.example/", Status.FAILED);
      assertThat(source.failing(now)).isTrue();
      now += pause * 1000 - 1;
      assertThat(next()).isNull();
      now += 1;
    }
    assertThat(next()).isNotNull();
    assertThat(source.failing(now)).as("while it is tried again").isTrue();
    read("http://bbs.example/", floors(0, 1), List.of(), "");
    assertThat(source.failing(now)).isFalse();
    assertThat(source.failures).isZero();
  }

  @Test
  void neverBacksOffLongerThanTheLimit() {
    assertThat(BACK_OFF.millis(1)).isEqualTo(30_000);
    assertThat(BACK_OFF.millis(1_000_000)).isEqualTo(Duration.ofHours(2).toMillis());
    assertThat(BackOff.of(true, Duration.ofHours(2)).millis(50)).isEqualTo(2_000);
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    answer(
        "http://bbs.example/",
        Status.FAILED,
        Validators.NONE,
        List.of(),
        List.of(),
        "",
        Duration.ofHours(1));
    now += Duration.ofHours(1).toMillis() - 1;
    assertThat(next()).isNull();
    now += 1;
    assertThat(next()).isNotNull();
  }

  @Test
  void triesAFailingDetailLaterAndThreeTimes_thenLeavesItToTheNextLook() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "a"), thread(2, "a")), "");
    fails("http://bbs.example/t1", Status.FAILED);
    read("http://bbs.example/t2", floors(0, 1), List.of(), "");
    fails("http://bbs.example/t1", Status.FAILED);
    fails("http://bbs.example/t1", Status.FAILED);
    assertThat(next()).isNull();
    assertThat(source.polledThrough).isEqualTo(START);
    now += EVERY;
    read("http://bbs.example/", List.of(), List.of(thread(1, "a"), thread(2, "a")), "");
    read("http://bbs.example/t1", floors(1, 2), List.of(), "");
  }

  @Test
  void aLookThatTakesTooLongHoldsNobodyBack() {
    read("http://bbs.example/", List.of(), List.of(thread(1, "a")), "");
    now += Duration.ofMinutes(59).toMillis();
    assertThat(source.failing(now)).isFalse();
    now += Duration.ofMinutes(2).toMillis();
    assertThat(source.failing(now)).isTrue();
    read("http://bbs.example/t1", floors(0, 1), List.of(), "");
    assertThat(source.failing(now)).isFalse();
  }

  @Test
  void takesNoMoreLinksThanItsShare_andTheRestLater() {
    source = fresh(CrawlLimits.DEFAULT, 20); // 50 each
    List<DetailLink> many = IntStream.range(0, 300).mapToObj(i -> thread(i, "a")).toList();
    read("http://bbs.example/", List.of(), many, "");
    assertThat(source.queue).hasSize(50);
    for (int i = 0; i < 50; i++) {
      read("http://bbs.example/t" + i, List.of(), List.of(), "");
    }
    now += EVERY;
    read("http://bbs.example/", List.of(), many, "");
    assertThat(source.queue.peekFirst().url()).isEqualTo("http://bbs.example/t50");
  }

  @Test
  void leavesOutLinksThatCannotBeFetched() {
    read(
        "http://bbs.example/",
        List.of(),
        List.of(
            new DetailLink("javascript:void(0)", ""),
            new DetailLink("http://", ""),
            new DetailLink("http://bbs.example/" + "x".repeat(2000), ""),
            new DetailLink("http://bbs.example/帖子 1", "")),
        "file:///etc/passwd");
    assertThat(next().url()).isEqualTo(URI.create("http://bbs.example/%e5%b8%96%e5%ad%90%201"));
    assertThat(next().role()).isEqualTo(PageRole.DETAIL);
    assertThat(source.listDone).isTrue();
  }

  @Test
  void doesNotFollowAListThatLinksToItself() {
    read("http://bbs.example/", floors(0, 1), List.of(), "http://bbs.example/");
    assertThat(next()).isNull();
    assertThat(source.backfilled).isTrue();
  }
}
