package org.qingting.nlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {

  @ParameterizedTest
  @CsvSource({
    "ＡＢＣ１２３, abc123",
    "警察執法記錄儀, 警察执法记录仪",
    "<b>警</b>察, 警察",
    "警&#x5BDF;, 警察",
    "a&amp;b, a&b",
    "1 < 2, 1 < 2",
    "AT&T公司, at&t公司",
    "<script>var 警察=1</script>来了, 来了",
    "乾隆, 乾隆"
  })
  void folds(String raw, String clean) {
    assertThat(CleanText.of(raw).strip()).isEqualTo(clean);
  }

  @Test
  void drops_zeroWidthControlAndLoneSurrogates_keepsEmoji() {
    assertThat(CleanText.of("警\u200B\uFEFF\u0007察\uD83D👍\uFE0F\uDC4D")).isEqualTo("警察👍");
  }

  @Test
  void separatesBlocks_butNotInlineTags() {
    assertThat(CleanText.of("<p>一</p><p>二<i>三</i></p>").strip().split("\n+"))
        .containsExactly("一", "二三");
  }

  @Test
  void readsAtMostTheCap() {
    assertThat(CleanText.of("警".repeat(100_000))).hasSize(CleanText.MAX_LENGTH);
  }

  @Property(tries = 300)
  void holdsNoSurrogateAlone(@ForAll String raw) {
    String clean = CleanText.of(raw);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (Character.isHighSurrogate(c)) {
        assertThat(i + 1 < clean.length() && Character.isLowSurrogate(clean.charAt(i + 1)))
            .isTrue();
        i++;
      } else {
        assertThat(Character.isLowSurrogate(c)).isFalse();
      }
    }
  }
}
