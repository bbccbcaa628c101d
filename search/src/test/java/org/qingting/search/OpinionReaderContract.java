package org.qingting.search;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.search.TestOpinions.NOON;
import static org.qingting.search.TestOpinions.opinion;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Tone;
import org.qingting.search.Hit.Highlight;

/** What holds for every {@link OpinionReader}; each back end's test extends it. */
public abstract class OpinionReaderContract {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  protected OpinionReader reader;

  /** Sees an index that does not exist yet. */
  protected abstract OpinionReader openReader() throws IOException;

  /** Keeps opinions, so that a reader that refreshes sees them. */
  protected abstract void store(Opinion... opinions) throws IOException;

  @BeforeEach
  void openEmpty() throws IOException {
    reader = openReader();
  }

  @AfterEach
  void closeReader() throws IOException {
    reader.close();
  }

  private void keep(Opinion... opinions) throws IOException {
    store(opinions);
    reader.refresh();
  }

  private String ids(OpinionQuery query) throws IOException {
    return ids(reader.search(query, Order.OLDEST, 1000, ""));
  }

  private static String ids(Page page) {
    return page.hits().stream().map(hit -> hit.opinion().post().id()).collect(joining(" "));
  }

  private String ids(String text) throws IOException {
    return ids(OpinionQuery.ALL.withText(text));
  }

  // Keeping and finding again

  @Test
  void timelineOfNothingFound_isEmpty() throws IOException {
    store(opinion("a").text("派出所窗口").build());
    reader.refresh();
    assertThat(reader.timeline(OpinionQuery.ALL.withText("水库"), Duration.ofHours(1), SHANGHAI))
        .isEmpty();
  }

  @Test
  void isEmptyBeforeItExists() throws IOException {
    reader.refresh();

    assertThat(reader.search(OpinionQuery.ALL, Order.NEWEST, 10, ""))
        .isEqualTo(new Page(0, List.of(), ""));
    assertThat(reader.count(OpinionQuery.ALL.withText("窗口"))).isZero();
    assertThat(reader.get("a")).isEmpty();
    assertThat(reader.get(List.of("a", "b"))).isEmpty();
    assertThat(reader.timeline(OpinionQuery.ALL, Duration.ofHours(1), SHANGHAI)).isEmpty();
    assertThat(reader.facet(OpinionQuery.ALL, Facet.THEME, 10)).isEmpty();
    assertThat(reader.standoutWords(OpinionQuery.ALL, OpinionQuery.ALL, 10)).isEmpty();
    reader.forEach(OpinionQuery.ALL, hit -> assertThat(hit).isNull());
  }

  @Test
  void givesBackEverything() throws IOException {
    Opinion full =
        opinion("a")
            .url("https://news.example/1")
            .source("县报")
            .channel(Channel.LETTERS)
            .at(Instant.parse("2026-03-02T04:00:00.123456789Z"))
            .title("窗口排队两小时")
            .text("第一段。\n第二段。")
            .thread("t")
            .engagement(new Engagement(1, 2, 3, Long.MAX_VALUE))
            .tone(Tone.NEGATIVE)
            .themes("counters", "attitude")
            .places("河东县", "南门街")
            .keywords("窗口", "排队")
            .incident("i1")
            .build();
    Opinion bare = opinion("b").words("").text("").repostOf("a").police(false).build();

    keep(full, bare);

    assertThat(reader.get("a")).contains(full);
    assertThat(reader.get(List.of("b", "x", "a"))).containsExactly(bare, full);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDE21\uD83D\uDC4D\uD83C\uDFFD 太气人了",
        "lone \uD800 and \uDC00\uDC00 surrogates",
        "𠮷田先生 㐂 𪚥",
        "\u0000\u0001\u001f\u007f\u200b\ufeff\u2028",
        "e\u0301 ﷽ \u0e01\u0e33",
        "    \t\r\n　",
        "\"-|*?~^:()[]{}\\/"
      })
  void givesBackOddTextAsItWas(String odd) throws IOException {
    keep(odd(odd));

    assertThat(reader.get("a")).contains(odd(kept(odd)));
    Set<String> places = Set.of(odd);
    assertThat(ids(OpinionQuery.ALL.withPlaces(places).withIncidents(places))).isEqualTo("a");
  }

  private static Opinion odd(String odd) {
    return opinion("a")
        .title(odd)
        .text(odd)
        .words(odd)
        .source(odd)
        .places(odd)
        .keywords(odd)
        .incident(odd)
        .build();
  }

  /** What a back end makes of text that no file could hold: half a surrogate pair, say. */
  protected String kept(String odd) {
    return odd;
  }

  @Test
  void keepsAndFindsInOneMegabyteOfText() throws IOException {
    String text = "群众办事".repeat(85_000) + "末尾一句";
    String longWord = "长".repeat(200_000);
    Opinion opinion =
        opinion("a").text(text).words(longWord).keywords(longWord).places(longWord).build();

    keep(opinion);

    assertThat(reader.get("a")).contains(opinion);
    assertThat(ids("末尾一句")).isEqualTo("a");
    assertThat(ids(OpinionQuery.ALL.withPlaces(Set.of(longWord)))).isEqualTo("a");
    Hit hit = reader.search(OpinionQuery.ALL.withText("末尾"), Order.NEWEST, 1, "").hits().get(0);
    assertThat(hit.highlights())
        .containsExactly(new Highlight(text.length() - 4, text.length() - 2));
  }

  @Test
  void replacesThePostOfTheSameId() throws IOException {
    keep(opinion("a").text("旧的说法").incident("i1").build(), opinion("b").build());
    keep(opinion("a").text("新的说法").build());
    keep(opinion("a").text("更新的说法").build(), opinion("a").text("最后的说法").build());

    assertThat(ids("说法")).isEqualTo("a");
    assertThat(ids("旧的 | 新的")).isEmpty();
    assertThat(ids(OpinionQuery.ALL.withIncidents(Set.of("i1")))).isEmpty();
    assertThat(reader.count(OpinionQuery.ALL)).isEqualTo(2);
    assertThat(reader.facet(OpinionQuery.ALL, Facet.SOURCE, 5))
        .containsExactly(new FacetCount("river-forum", 2, 0));
  }

  // Words

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "派出所; desk hall",
        "派出; desk hall",
        "态度恶劣; desk",
        "态度 窗口; desk",
        "态度 -窗口; phone",
        "窗口 -态度; hall",
        "-窗口; latin phone",
        "-窗口 -态度; latin",
        "冷漠 | 恶劣; desk phone",
        "冷漠|恶劣; desk phone",
        "派出所 冷漠 | 干净; hall",
        "冷漠 | -窗口; latin phone",
        "“窗口 办事”; desk",
        "窗口办事; ''",
        "电话投诉; ''",
        "\"投诉\"; phone",
        "诉无人; ''",
        "app; latin",
        "ＡＰＰ; latin",
        "APP办证; latin",
        "110; latin",
        "11; ''",
        "无此词; ''",
        "窗口 |; desk hall",
        "| 窗口; desk hall",
        "- 窗口; desk hall",
        "——窗口; desk hall",
        "窗口。; desk hall",
        "窗　态; desk",
        "\"态度; desk phone",
        "'。。。 --- | \"\" -'; desk hall latin phone"
      })
  void findsWordsAsTheyStand(String typed, String found) throws IOException {
    keep(
        opinion("desk").at(NOON).text("河东派出所窗口，办事态度恶劣").build(),
        opinion("hall").at(NOON.plusSeconds(1)).title("窗口").text("派出所大厅干净").build(),
        opinion("latin").at(NOON.plusSeconds(2)).text("用App办证，或者拨 １１０").build(),
        opinion("phone").at(NOON.plusSeconds(3)).text("电话。投诉\n无人接，态度冷漠").build());

    assertThat(ids(typed == null ? "" : typed)).isEqualTo(found);
  }

  @Test
  void findsEmojiAndRareCharacters() throws IOException {
    keep(opinion("a").text("𠮷家村\uD83D\uDE21\uD83D\uDE21").build(), opinion("b").build());

    assertThat(ids("𠮷家村")).isEqualTo("a");
    assertThat(ids("\uD83D\uDE21")).isEqualTo("a");
    assertThat(ids("\uD83D\uDE22")).isEmpty();
  }

  @Test
  void seesThroughInvisibleCharacters() throws IOException {
    keep(opinion("a").text("暴\u200b力执法").build());

    Hit hit = reader.search(OpinionQuery.ALL.withText("暴力"), Order.NEWEST, 1, "").hits().get(0);
    assertThat(hit.highlights()).containsExactly(new Highlight(0, 3));
  }

  @Test
  void marksPositiveWordsWhereTheyStand() throws IOException {
    keep(opinion("a").title("\uD83D\uDE21窗口").text("派出所窗口冷漠，窗。口冷漠。APP").at(NOON).build());

    assertThat(highlights("窗口冷漠 app -表扬")).containsExactly(h(8, 12), h(19, 22));
    assertThat(highlights("窗口")).containsExactly(h(2, 4), h(8, 10));
    assertThat(highlights("窗口冷 口冷漠")).containsExactly(h(8, 12), h(15, 18));
    assertThat(highlights("窗口 | 派出所 | 缺")).containsExactly(h(2, 4), h(5, 10));
    assertThat(highlights("-表扬")).isEmpty();
    assertThat(highlights("")).isEmpty();
  }

  private List<Highlight> highlights(String text) throws IOException {
    Page page = reader.search(OpinionQuery.ALL.withText(text), Order.NEWEST, 1, "");
    return page.hits().get(0).highlights();
  }

  private static Highlight h(int start, int end) {
    return new Highlight(start, end);
  }

  @Test
  void aLongPastedTextIsAQueryToo() throws IOException {
    keep(opinion("a").text("窗口".repeat(2000)).build(), opinion("b").text("窗口").build());

    assertThat(ids("窗口".repeat(2000))).isEqualTo("a");
    assertThat(ids("窗 ".repeat(100_000))).isEqualTo("a b");
    assertThat(ids("-|\"".repeat(100_000))).isEqualTo("a b");
  }

  // Filters

  @Test
  void filtersByEachCondition() throws IOException {
    keep(
        opinion("plain").at(NOON).police(false).build(),
        opinion("rich")
            .at(NOON.plusSeconds(1))
            .source("county-news")
            .channel(Channel.CALLS)
            .tone(Tone.NEGATIVE)
            .themes("force", "attitude")
            .places("河东县", "南门街")
            .incident("i1")
            .build(),
        opinion("other")
            .at(NOON.plusSeconds(2))
            .tone(Tone.POSITIVE)
            .themes("praise")
            .places("河西县")
            .incident("i2")
            .build());
    OpinionQuery all = OpinionQuery.ALL;

    assertThat(ids(all.withTones(Set.of(Tone.NEGATIVE)))).isEqualTo("rich");
    assertThat(ids(all.withTones(Set.of(Tone.NEGATIVE, Tone.POSITIVE)))).isEqualTo("rich other");
    assertThat(ids(all.withThemes(Set.of("attitude")))).isEqualTo("rich");
    assertThat(ids(all.withThemes(Set.of("force", "praise", "none")))).isEqualTo("rich other");
    assertThat(ids(all.withPlaces(Set.of("南门街")))).isEqualTo("rich");
    assertThat(ids(all.withPlaces(Set.of("南门")))).isEmpty();
    assertThat(ids(all.withIncidents(Set.of("i2")))).isEqualTo("other");
    assertThat(ids(all.withPolice(true))).isEqualTo("rich other");
    assertThat(ids(sourcesAndChannels(Set.of("county-news"), Set.of()))).isEqualTo("rich");
    assertThat(ids(sourcesAndChannels(Set.of(), Set.of(Channel.CALLS)))).isEqualTo("rich");
    assertThat(ids(sourcesAndChannels(Set.of("river-forum"), Set.of(Channel.CALLS)))).isEmpty();
    assertThat(ids(all.withTones(Set.of(Tone.NEGATIVE)).withPlaces(Set.of("河西县")))).isEmpty();
    assertThat(ids(all.withText("窗口").withTones(Set.of(Tone.POSITIVE)))).isEqualTo("other");
  }

  private static OpinionQuery sourcesAndChannels(Set<String> sources, Set<Channel> channels) {
    return new OpinionQuery(
        "", null, null, Set.of(), Set.of(), Set.of(), sources, channels, Set.of(), false, false);
  }

  @Test
  void filtersByEventTime_fromIncludedUntilExcluded() throws IOException {
    keep(
        opinion("a").at(NOON).build(),
        opinion("b").at(NOON.plusMillis(1)).build(),
        opinion("c").at(NOON.plusSeconds(2)).build(),
        opinion("claims2099").at("2099-01-01T00:00:00Z").fetched(NOON.plusSeconds(3)).build());
    OpinionQuery all = OpinionQuery.ALL;

    assertThat(ids(all.between(NOON, NOON.plusMillis(1)))).isEqualTo("a");
    assertThat(ids(all.between(NOON.plusMillis(1), null))).isEqualTo("b c claims2099");
    assertThat(ids(all.between(null, NOON.plusSeconds(2)))).isEqualTo("a b");
    assertThat(ids(all.between(NOON, NOON))).isEmpty();
    assertThat(ids(all.between(NOON.plusSeconds(9), NOON))).isEmpty();
    assertThat(ids(all.between(Instant.MIN, Instant.MAX))).isEqualTo("a b c claims2099");
    assertThat(ids(all.between(null, Instant.MIN))).isEmpty();
  }

  @Test
  void mergesRepostsIntoTheirOriginalUnlessAsked() throws IOException {
    keep(
        opinion("a").at(NOON).build(),
        opinion("r1").at(NOON.plusSeconds(1)).repostOf("a").build(),
        opinion("r2").at(NOON.plusSeconds(2)).repostOf("a").build(),
        opinion("b").at(NOON.plusSeconds(3)).build());
    keep(opinion("r1").at(NOON.plusSeconds(1)).repostOf("a").build());

    Page merged = reader.search(OpinionQuery.ALL, Order.OLDEST, 10, "");
    assertThat(ids(merged)).isEqualTo("a b");
    assertThat(merged.total()).isEqualTo(2);
    assertThat(merged.hits()).extracting(Hit::reposts).containsExactly(2L, 0L);
    assertThat(ids(OpinionQuery.ALL.withReposts(true))).isEqualTo("a r1 r2 b");
    assertThat(reader.count(OpinionQuery.ALL.withReposts(true))).isEqualTo(4);
  }

  // Orders and pages

  @Test
  void ordersByTimeAndRelevance() throws IOException {
    keep(
        opinion("once").at(NOON).text("窗口" + "一般的话".repeat(20)).build(),
        opinion("often").at(NOON.minusSeconds(5)).text("窗口窗口，窗口。").build(),
        opinion("tie").at(NOON.plusSeconds(5)).text("窗口" + "一般的话".repeat(20)).build());
    OpinionQuery query = OpinionQuery.ALL.withText("窗口");

    assertThat(ids(reader.search(query, Order.NEWEST, 10, ""))).isEqualTo("tie once often");
    assertThat(ids(reader.search(query, Order.OLDEST, 10, ""))).isEqualTo("often once tie");
    assertThat(ids(reader.search(query, Order.RELEVANCE, 10, ""))).isEqualTo("often tie once");
    assertThat(ids(reader.search(OpinionQuery.ALL, Order.RELEVANCE, 10, "")))
        .isEqualTo("tie once often");
  }

  @ParameterizedTest
  @EnumSource
  void pagesWithoutRepeatsOrGaps_whileWritesGoOn(Order order) throws IOException {
    int posts = 1000;
    List<String> expected = IntStream.range(0, posts).mapToObj(i -> "p" + i).sorted().toList();
    List<String> seen = new ArrayList<>();
    // Many share a time and a length, so that ties matter.
    for (int from = 0; from < posts; from += 300) {
      keep(
          IntStream.range(from, Math.min(posts, from + 300))
              .mapToObj(i -> numbered("p" + i, i).build())
              .toArray(Opinion[]::new));
    }
    OpinionQuery query = OpinionQuery.ALL.withText("窗口 | 办公");
    String after = "";
    int page = 0;
    do {
      Page found = reader.search(query, order, 64, after);
      for (Hit hit : found.hits()) {
        String id = hit.opinion().post().id();
        if (id.startsWith("p")) {
          seen.add(id);
        }
      }
      after = found.next();
      // New ones come, old ones are written again, and segments change under the pages.
      List<Opinion> more = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        more.add(numbered("new" + page + "-" + i, i).build());
        int again = (page * 40 + i) % posts;
        more.add(numbered("p" + again, again).build());
      }
      keep(more.toArray(Opinion[]::new));
      page++;
    } while (!after.isEmpty() && page < 100);

    assertThat(seen).doesNotHaveDuplicates().hasSize(posts);
    assertThat(seen.stream().sorted().toList()).isEqualTo(expected);
  }

  private static TestOpinions.Builder numbered(String id, int i) {
    return opinion(id).at(NOON.plusSeconds(i % 50)).text("窗口".repeat(1 + i % 7) + "照常");
  }

  @Test
  void totalIsExactOnEveryPage_andTheLastHasNoNext() throws IOException {
    Opinion[] opinions =
        IntStream.range(0, 25)
            .mapToObj(i -> opinion("p" + i).at(NOON.plusSeconds(i)).build())
            .toArray(Opinion[]::new);
    keep(opinions);

    Page first = reader.search(OpinionQuery.ALL, Order.NEWEST, 10, "");
    Page second = reader.search(OpinionQuery.ALL, Order.NEWEST, 10, first.next());
    Page third = reader.search(OpinionQuery.ALL, Order.NEWEST, 10, second.next());

    assertThat(List.of(first, second, third)).extracting(Page::total).containsOnly(25L);
    assertThat(third.hits()).hasSize(5);
    assertThat(third.next()).isEmpty();
    assertThat(reader.search(OpinionQuery.ALL, Order.NEWEST, 25, "").next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!!", "AAAA", "AU4AAAAA", "窗口"})
  void refusesAPageMarkThatIsNone(String after) {
    assertThatThrownBy(() -> reader.search(OpinionQuery.ALL, Order.NEWEST, 10, after))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page");
  }

  @Test
  void refusesAPageMarkOfAnotherOrder_andSizesOutOfBounds() throws IOException {
    keep(opinion("a").build(), opinion("b").build());
    String next = reader.search(OpinionQuery.ALL, Order.NEWEST, 1, "").next();

    assertThatThrownBy(() -> reader.search(OpinionQuery.ALL, Order.OLDEST, 1, next))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order");
    assertThatThrownBy(() -> reader.search(OpinionQuery.ALL, Order.NEWEST, 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.search(OpinionQuery.ALL, Order.NEWEST, 1001, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void handsOutEveryHitOldestFirst() throws IOException {
    keep(
        opinion("late").at(NOON.plusSeconds(9)).build(),
        opinion("early").at(NOON).build(),
        opinion("copy").repostOf("early").build());
    List<String> seen = new ArrayList<>();

    reader.forEach(
        OpinionQuery.ALL.withText("窗口"),
        hit -> seen.add(hit.opinion().post().id() + hit.reposts() + hit.highlights()));

    assertThat(seen).containsExactly("early1[]", "late0[]");
  }

  // Counts

  @Test
  void countsTonesByHourWithoutGaps() throws IOException {
    keep(
        opinion("a").at("2026-03-02T04:10:00Z").tone(Tone.NEGATIVE).build(),
        opinion("b").at("2026-03-02T04:59:59.999Z").tone(Tone.POSITIVE).build(),
        opinion("c").at("2026-03-02T07:00:00Z").build(),
        opinion("r").at("2026-03-02T09:00:00Z").repostOf("a").build());

    assertThat(reader.timeline(OpinionQuery.ALL, Duration.ofHours(1), SHANGHAI))
        .containsExactly(
            new ToneCount(Instant.parse("2026-03-02T04:00:00Z"), 1, 0, 1),
            new ToneCount(Instant.parse("2026-03-02T05:00:00Z"), 0, 0, 0),
            new ToneCount(Instant.parse("2026-03-02T06:00:00Z"), 0, 0, 0),
            new ToneCount(Instant.parse("2026-03-02T07:00:00Z"), 0, 1, 0));
  }

  @Test
  void daysBeginAtMidnightInTheZone() throws IOException {
    keep(
        opinion("before").at("2026-03-01T15:59:59Z").build(),
        opinion("midnight").at("2026-03-01T16:00:00Z").build(),
        opinion("evening").at("2026-03-02T15:00:00Z").build());

    assertThat(reader.timeline(OpinionQuery.ALL, Duration.ofDays(1), SHANGHAI))
        .containsExactly(
            new ToneCount(Instant.parse("2026-02-28T16:00:00Z"), 0, 1, 0),
            new ToneCount(Instant.parse("2026-03-01T16:00:00Z"), 0, 2, 0));
    assertThat(reader.timeline(OpinionQuery.ALL, Duration.ofDays(1), ZoneOffset.UTC))
        .extracting(ToneCount::neutral)
        .containsExactly(2L, 1L);
  }

  @Test
  void refusesATimelineWithTooManyPointsOrOddSteps() throws IOException {
    keep(opinion("a").at("1970-01-01T00:00:00Z").build(), opinion("b").build());

    assertThatThrownBy(() -> reader.timeline(OpinionQuery.ALL, Duration.ofHours(1), SHANGHAI))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("narrow the time");
    assertThatThrownBy(() -> reader.timeline(OpinionQuery.ALL, Duration.ofMinutes(90), SHANGHAI))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.timeline(OpinionQuery.ALL, Duration.ZERO, SHANGHAI))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.timeline(OpinionQuery.ALL, Duration.ofDays(7), SHANGHAI)).hasSize(2931);
  }

  @Test
  void countsFacetsWithTheirNegatives() throws IOException {
    keep(
        opinion("a").tone(Tone.NEGATIVE).themes("force", "attitude").places("河东县").build(),
        opinion("b").themes("force").source("county-news").channel(Channel.CALLS).build());
    keep(
        opinion("c").tone(Tone.NEGATIVE).themes("force").keywords("伤人").build(),
        opinion("d").repostOf("c").themes("force").build());
    OpinionQuery all = OpinionQuery.ALL;

    assertThat(reader.facet(all, Facet.THEME, 10))
        .containsExactly(new FacetCount("force", 3, 2), new FacetCount("attitude", 1, 1));
    assertThat(reader.facet(all, Facet.THEME, 1)).containsExactly(new FacetCount("force", 3, 2));
    assertThat(reader.facet(all, Facet.PLACE, 10)).containsExactly(new FacetCount("河东县", 1, 1));
    assertThat(reader.facet(all, Facet.SOURCE, 10))
        .containsExactly(new FacetCount("river-forum", 2, 2), new FacetCount("county-news", 1, 0));
    assertThat(reader.facet(all, Facet.CHANNEL, 10))
        .containsExactly(new FacetCount("online", 2, 2), new FacetCount("calls", 1, 0));
    assertThat(reader.facet(all, Facet.KEYWORD, 10)).containsExactly(new FacetCount("伤人", 1, 1));
    assertThat(reader.facet(all.withThemes(Set.of("attitude")), Facet.THEME, 10))
        .containsExactly(new FacetCount("attitude", 1, 1), new FacetCount("force", 1, 1));
    assertThatThrownBy(() -> reader.facet(all, Facet.THEME, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheWordsThatStandOut() throws IOException {
    List<Opinion> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(opinion("o" + i).words("派出所 窗口 办公 2026 证 " + (i % 5)).build());
    }
    for (int i = 0; i < 30; i++) {
      all.add(
          opinion("n" + i)
              .incident("i1")
              .words("派出所 派出所 南门街 南门街 打人 打 110 2026 " + (i < 10 ? "录像" : "窗口"))
              .build());
    }
    keep(all.toArray(Opinion[]::new));

    List<WordScore> words =
        reader.standoutWords(OpinionQuery.ALL.withIncidents(Set.of("i1")), OpinionQuery.ALL, 10);

    assertThat(words).extracting(WordScore::word).containsExactly("南门街", "打人", "录像");
    assertThat(words.get(0).foreground()).isEqualTo(30);
    assertThat(words.get(0).background()).isEqualTo(30);
    assertThat(words.get(2).foreground()).isEqualTo(10);
    assertThat(words).extracting(WordScore::score).allMatch(score -> score > 3.84);
    assertThat(reader.standoutWords(OpinionQuery.ALL, OpinionQuery.ALL, 10)).isEmpty();
  }

  @Test
  void weighsAgainstASmallBackgroundToo() throws IOException {
    List<Opinion> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String place = i % 10 == 0 ? "河东县" : "河西县";
      all.add(opinion("o" + i).places(place).words("窗口 " + (i < 5 ? "警车" : "户口")).build());
    }
    for (int i = 0; i < 20; i++) {
      all.add(opinion("n" + i).incident("i1").words("警车 窗口").build());
    }
    keep(all.toArray(Opinion[]::new));

    List<WordScore> words =
        reader.standoutWords(
            OpinionQuery.ALL.withIncidents(Set.of("i1")),
            OpinionQuery.ALL.withPlaces(Set.of("河东县")),
            10);

    assertThat(words).hasSize(1);
    assertThat(words.get(0)).extracting(WordScore::word).isEqualTo("警车");
    assertThat(words.get(0).background()).isEqualTo(1);
  }
}
