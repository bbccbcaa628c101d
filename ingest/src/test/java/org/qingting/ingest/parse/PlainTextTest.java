package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void removesControlAndInvisibleCharacters_collapsesBlanks() {
    assertThat(PlainText.clean("  民\u200b警\u0000\u202e 来\u3000\u3000了\r\n\r\n  然后\t走了 \ufeff"))
        .isEqualTo("民警 来 了\n然后 走了");
  }

  @Test
  void capsText_withoutCuttingACharacterInTwo() {
    String capped = PlainText.line("ab😀😀", 5);
    assertThat(capped).isEqualTo("ab😀");
    assertThat(PlainText.clean("雨".repeat(200_000))).hasSize(PlainText.LONGEST);
  }

  @Property
  void isIdempotent(@ForAll String raw) {
    String once = PlainText.clean(raw);
    assertThat(PlainText.clean(once)).isEqualTo(once);
    assertThat(once).doesNotContain("\u0000").doesNotStartWith(" ").doesNotEndWith("\n");
  }
}
