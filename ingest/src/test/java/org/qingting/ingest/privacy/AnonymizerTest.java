package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.ingest.parse.ParsedPost;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Post;

class AnonymizerTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");
  private static final Instant EARLIER = Instant.parse("2026-11-02T20:00:00Z");
  private static final String THREAD = "http://bbs.example.com/thread-12-1-1.html";

  private final Anonymizer anonymizer = new Anonymizer(keys(1, 2));

  @Test
  void idIsKeyedHashOfTheCanonicalAddress_sameForAllSpellings() {
    String id =
        take(post("https://news.example.com/a/1.html?utm_source=x#top", "正文", "")).post().id();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(take(post("HTTP://News.example.com/a/1.html", "别的文字", "")).post().id())
        .isEqualTo(id);
    assertThat(anonymizer.idOf("https://news.example.com/a/1.html")).isEqualTo(id);
    assertThat(new Anonymizer(keys(9, 2)).idOf("https://news.example.com/a/1.html"))
        .isNotEqualTo(id);
  }

  @Test
  void addressDecidesTheId_evenWhereAnOuterIdIsGiven() {
    ParsedPost withUrl = post("https://news.example.com/a/1.html", "正文", "");
    assertThat(take(withUrl, "77").post().id()).isEqualTo(take(withUrl).post().id());
    ParsedPost without = post("", "正文", "");
    assertThat(take(without, "77").post().id())
        .isEqualTo(take(post("", "改过的正文", ""), "77").post().id());
    assertThat(take(without, "78").post().id()).isNotEqualTo(take(without, "77").post().id());
  }

  @Test
  void withoutAddressAndOuterId_textAndTimeDecide_whateverItsBlanks() {
    String id = take(post("", "雨里 等了很久。", "")).post().id();
    assertThat(take(post("", "雨里等了很久", "")).post().id()).isEqualTo(id);
    assertThat(take(post("", "雨里等了不久", "")).post().id()).isNotEqualTo(id);
  }

  @Test
  void floorsAreToldApart_andKnowTheirThread() {
    Post opening = take(post(THREAD, "主楼", "")).post();
    Post second = take(floor("floor-2", "一楼说")).post();
    Post third = take(floor("floor-3", "二楼说")).post();
    assertThat(second.id()).isNotEqualTo(third.id());
    assertThat(second.thread()).isEqualTo(opening.id()).isEqualTo(third.thread());
    assertThat(second.url()).isEqualTo(THREAD + "#floor-2");
    assertThat(opening.thread()).isEmpty();
  }

  @Test
  void repostNamesTheIdOfItsOriginal_byAddressOrOuterId() {
    Post original = take(post("https://news.example.com/a/1", "正文", "")).post();
    ParsedPost repost =
        new ParsedPost(
            "", "", "转", "", EARLIER, "", "https://news.example.com/a/1#x", Engagement.NONE);
    assertThat(anonymizer.idOf("https://news.example.com/a/1")).isEqualTo(original.id());
    assertThat(take(repost).post().repostOf()).hasSize(32);
    Post byOuterId = take(post("", "正文", ""), "55").post();
    ParsedPost other = new ParsedPost("", "", "转", "", EARLIER, "", "55", Engagement.NONE);
    assertThat(take(other).post().repostOf()).isEqualTo(byOuterId.id());
  }

  @Test
  void authorBecomesAPseudonymOfThePeriod_andNothingElse() {
    Arrival arrival = take(post("", "夜里很吵。——青溪小鱼", "青溪小鱼"));
    assertThat(arrival.person()).isNotZero().isEqualTo(take(post("", "又来了", " 青溪小鱼 ")).person());
    assertThat(arrival.toString()).doesNotContain("青溪小鱼");
    assertThat(arrival.post().text()).isEqualTo("夜里很吵。——某用户");
    assertThat(take(post("", "无名", "")).person()).isZero();
    Anonymizer nextMonth = new Anonymizer(keys(1, 3));
    Arrival later = nextMonth.anonymize(post("", "又来了", "青溪小鱼"), "s", Channel.ONLINE, "", NOW, "");
    assertThat(later.person()).isNotEqualTo(arrival.person());
  }

  @ParameterizedTest
  @CsvSource({
    "river_fan88, 'river_fan88说：river_fan889来了', '某用户说：river_fan889来了'",
    "陈禾, '记者陈禾报道，陈禾苗很好', '记者某用户报道，陈禾苗很好'",
    "陈小禾 林木木, '（记者 陈小禾 林木木）', '（记者 某用户）'",
    "民警, 民警来了, 民警来了",
    "an, another an, another 某用户",
    "网友, 网友说, 网友说"
  })
  void masksTheAuthorsNameInTheText_butNoWordsLikeIt(String author, String text, String masked) {
    assertThat(take(post("", text, author)).post().text()).isEqualTo(masked);
  }

  @Test
  void masksTitleAndText_whateverPartOfThePost() {
    ParsedPost post =
        new ParsedPost("", "找@青溪小鱼", "电13800001111", "", EARLIER, "", "", Engagement.NONE);
    Post masked = take(post).post();
    assertThat(masked.title()).isEqualTo("找@某用户");
    assertThat(masked.text()).isEqualTo("电[手机号]");
  }

  @Test
  void importedSourceNamedLikeItsAuthor_isMasked_configuredSourceIsNot() {
    ParsedPost post = post("", "正文", "青溪小鱼");
    assertThat(anonymizer.anonymize(post, "青溪小鱼的小店", Channel.ONLINE, "", NOW, "b").post().source())
        .isEqualTo("某用户的小店");
    assertThat(anonymizer.anonymize(post, "qingxi", Channel.ONLINE, "", NOW, "").post().source())
        .isEqualTo("qingxi");
  }

  @Test
  void takesFetchTimeWherePageTellsNone_butNotIntoTheId() {
    ParsedPost undated = new ParsedPost("", "", "正文", "", null, "", "", Engagement.NONE);
    Post first = take(undated).post();
    Post again =
        anonymizer.anonymize(undated, "s", Channel.ONLINE, "", NOW.plusSeconds(60), "").post();
    assertThat(first.publishedAt()).isEqualTo(NOW);
    assertThat(again.id()).isEqualTo(first.id());
  }

  @Test
  void refusesPostsWithoutWords() {
    assertThatThrownBy(() -> take(post("https://example.com/1", " \u200b\n", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no text");
  }

  @Test
  void survivesSerialisation_andShowsNoKey() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(anonymizer);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Anonymizer copy = (Anonymizer) in.readObject();
      assertThat(copy.idOf("https://example.com/1"))
          .isEqualTo(anonymizer.idOf("https://example.com/1"));
    }
    assertThat(keys(1, 2).toString()).isEqualTo("PrivacyKeys[secret]");
  }

  private Arrival take(ParsedPost post) {
    return take(post, "");
  }

  private Arrival take(ParsedPost post, String outerId) {
    return anonymizer.anonymize(post, "s", Channel.ONLINE, outerId, NOW, "");
  }

  private static ParsedPost post(String url, String text, String author) {
    return new ParsedPost(url, "", text, author, EARLIER, "", "", Engagement.NONE);
  }

  private static ParsedPost floor(String id, String text) {
    return new ParsedPost(THREAD + "#" + id, "", text, "", EARLIER, THREAD, "", Engagement.NONE);
  }

  private static PrivacyKeys keys(int ids, int people) {
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    Arrays.fill(first, (byte) ids);
    Arrays.fill(second, (byte) people);
    return new PrivacyKeys(first, second);
  }
}
