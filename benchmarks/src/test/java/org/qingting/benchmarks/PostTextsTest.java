package org.qingting.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qingting.nlp.TextAnalyzer;

class PostTextsTest {

  @Test
  void neverRepeatsItself() {
    List<String> texts = texts(7, 20_000);
    Set<String> different = new HashSet<>(texts);

    assertThat(different).hasSameSizeAs(texts);
  }

  @Test
  void writesTheSameForTheSameSeed() {
    assertThat(texts(7, 100)).isEqualTo(texts(7, 100)).isNotEqualTo(texts(8, 100));
  }

  @Test
  void writesAboutAHundredCharacters_withNoSlotLeftOpen() {
    List<String> texts = texts(7, 5_000);

    assertThat(texts).noneMatch(text -> text.contains("{") || text.contains("}"));
    assertThat(texts.stream().mapToInt(String::length).average().orElse(0)).isBetween(90.0, 110.0);
  }

  @Test
  void speaksOfThePolice() {
    long related = texts(7, 2_000).stream().filter(TextAnalyzer.standard()::concernsPolice).count();

    assertThat(related).isGreaterThan(1_900);
  }

  private static List<String> texts(long seed, int count) {
    return Stream.generate(new PostTexts(seed)::next).limit(count).toList();
  }
}
