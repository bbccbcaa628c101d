package org.qingting.nlp.reposts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextSketchTest {
  private static final String NEWS =
      "昨日下午，柳河派出所民警在巡逻时发现一名走失老人，经多方联系后将其平安送回家中，家属连声道谢。记者从所里了解到，今年以来已帮助寻回走失人员二十余名。";

  @Test
  void copyWithAnotherHeadAndPunctuation_isTheSame() {
    TextSketch copy = TextSketch.of("【转载】" + NEWS.replace('，', ' ').replace("连声道谢", "连连道谢"));
    assertThat(TextSketch.of(NEWS).similarity(copy)).isGreaterThanOrEqualTo(TextSketch.SAME);
  }

  @Test
  void anotherTextOnTheSameMatter_isNotTheSame() {
    TextSketch other = TextSketch.of("柳河派出所的同志把走失的老人送回来了，我是他邻居，真的特别感谢，大冷天的帮着找了一下午，水都没喝一口。");
    assertThat(TextSketch.of(NEWS).similarity(other)).isLessThan(0.2);
  }

  @Test
  void shortTextsAreNeverMerged() {
    TextSketch sketch = TextSketch.of("太过分了，必须给个说法！");
    assertThat(sketch.mergeable()).isFalse();
    assertThatThrownBy(sketch::key).isInstanceOf(IllegalStateException.class);
  }

  @Property
  void anyText_isItsOwnCopy_andSurvivesBytes(@ForAll String text) {
    TextSketch sketch = TextSketch.of(text);
    if (sketch.mergeable()) {
      TextSketch back = TextSketch.ofBytes(sketch.toBytes());
      assertThat(sketch.similarity(back)).isEqualTo(1.0);
      assertThat(back.key()).isEqualTo(sketch.key());
    }
  }
}
