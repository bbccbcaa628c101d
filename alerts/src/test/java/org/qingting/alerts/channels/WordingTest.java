package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.qingting.alerts.policy.Level;

/** Truncation and escaping, whatever the text. */
class WordingTest {

  /** Any UTF-16, lone surrogates included, with much of what is dangerous. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> dangerous =
        Arbitraries.of(
            "😀",
            "\ud83d",
            "\ude00",
            "字",
            "é",
            "*",
            "[x](y)",
            "<@all>",
            "\\",
            "\"",
            "\n",
            "\r",
            "\u0000",
            "\u202e",
            "\u2028",
            "\u200d",
            "https://t.example/a",
            "www.x",
            "{{text}}");
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(5);
    return Arbitraries.oneOf(dangerous, any)
        .list()
        .ofMaxSize(80)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void cutText_isTheLongestWholeBeginning(
      @ForAll("texts") String text, @ForAll @IntRange(max = 400) int most) {
    String whole = Plain.line(text, 2000);
    String cut = Utf8.cut(whole, most);
    assertThat(whole).startsWith(cut);
    assertThat(Utf8.length(cut)).isLessThanOrEqualTo(most);
    assertNoLoneSurrogate(cut);
    if (cut.length() < whole.length()) {
      int next = cut.length() + Character.charCount(whole.codePointAt(cut.length()));
      assertThat(Utf8.length(whole.substring(0, next))).isGreaterThan(most);
    }
  }

  @Property(tries = 500)
  void line_isOneHarmlessLineOfWholeCharacters(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 100) int most) {
    String line = Plain.line(text, most);
    assertNoLoneSurrogate(line);
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(most);
    assertThat(line.codePoints())
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR);
    assertThat(line).doesNotContain("://t.");
    assertThat(Plain.line(line, most)).isEqualTo(line);
  }

  @Property(tries = 500)
  void quotedText_holdsNothingActive_andKeepsItsCharacters(@ForAll("texts") String text) {
    String line = Plain.line(text, 2000);
    String quoted = Markup.MARKDOWN.quote(line);
    assertThat(quoted).doesNotContainPattern("[\\\\`*_~\\[\\](){}<>#|!@&$]");
    assertThat(quoted.codePoints().count()).isEqualTo(line.codePoints().count());
    assertThat(quoted.codePoints().map(WordingTest::halfWidth).toArray())
        .isEqualTo(line.codePoints().map(WordingTest::halfWidth).toArray());
  }

  private static int halfWidth(int c) {
    return c >= '！' && c <= '～' ? c - '！' + '!' : c;
  }

  @Property(tries = 200)
  void messages_keepTheirHeadAndFoot_withinEveryLimit(
      @ForAll("texts") String text, @ForAll @IntRange(min = 2048, max = 6000) int most) {
    for (Markup markup : Markup.values()) {
      String words =
          Wording.of(
                  Samples.worst(text, Mentions.NONE),
                  markup,
                  new PublicUrl("https://office.example.org"))
              .within(most);
      assertThat(words.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
      assertThat(words).contains("特别重大", "https://office.example.org/aaa").endsWith("来自倾听");
      assertNoLoneSurrogate(words);
    }
  }

  @Property(tries = 300)
  void smsText_staysWithinItsCharacters_andItsTemplateStaysJson(
      @ForAll("texts") String text, @ForAll @IntRange(min = 20, max = 500) int most)
      throws Exception {
    Notification notification =
        new Notification(
            "n",
            Notification.Kind.LEAD,
            Level.LARGE,
            text,
            text,
            text,
            Counts.NONE,
            List.of(),
            List.of(),
            "",
            Mentions.NONE,
            TestClock.START);
    String line = Wording.line(notification, most, new PublicUrl(""));
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(most);
    String json = "{\"a\":\"" + Sms.escape(ChannelSettings.Sms.Format.JSON).apply(line) + "\"}";
    assertThat(new ObjectMapper().readTree(json).get("a").asText()).isEqualTo(line);
  }

  private static void assertNoLoneSurrogate(String text) {
    assertThat(text.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
