package org.qingting.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How well grave matters are read, on sentences written for this project. */
class GraveMattersTest {
  private static final TextAnalyzer ANALYZER = TextAnalyzer.standard();

  /** A text and the categories that a person reads in it. */
  record Sentence(Set<String> expected, String text) {}

  /** Counts over category decisions: one for each category of each sentence. */
  record Quality(int right, int tooMany, int missed, List<String> wrong) {
    double precision() {
      return right / (double) Math.max(1, right + tooMany);
    }

    double recall() {
      return right / (double) Math.max(1, right + missed);
    }

    @Override
    public String toString() {
      return String.format(
          "precision %.3f, recall %.3f (%d right, %d too many, %d missed)",
          precision(), recall(), right, tooMany, missed);
    }
  }

  /** Measured once, when the rules were done; a floor, since the sentences were never tuned on. */
  @Test
  void heldOutPosts_areReadAsWellAsMeasured() throws IOException {
    Quality quality = measure("leads-heldout.tsv");
    System.out.println("grave matters, held-out posts: " + quality);
    assertThat(quality.precision()).isGreaterThanOrEqualTo(0.8);
    assertThat(quality.recall()).isGreaterThanOrEqualTo(0.64);
  }

  @ParameterizedTest
  @CsvSource({
    "leads-development.tsv, 0.99, 0.99",
    "leads-sentences.tsv, 0.99, 0.97",
    "leads-posts.tsv, 0.99, 0.93"
  })
  void sentencesThatTheRulesWereMadeWith_stayRead(String file, double precision, double recall)
      throws IOException {
    Quality quality = measure(file);
    assertThat(quality.precision()).as("%s", quality.wrong()).isGreaterThanOrEqualTo(precision);
    assertThat(quality.recall()).as("%s", quality.wrong()).isGreaterThanOrEqualTo(recall);
  }

  @Test
  void whatDoesNotConcernPolice_isNotReadForGraveMatters() {
    assertThat(ANALYZER.analyze("河里捞上来一具女尸").leads()).isEmpty();
  }

  @Test
  @Timeout(20)
  void aTextOfNothingButPhrases_isReadInBoundedTime() {
    assertThat(ANALYZER.analyze("警察谣言但是死亡".repeat(3_000)).leads()).isNotNull();
    assertThat(ANALYZER.analyze("孩子被打".repeat(5_000) + "警察").leads()).isNotNull();
  }

  @Test
  void categoriesComeOnce_inAFixedOrder() {
    assertThat(ANALYZER.analyze("派出所门口的小学生被枪杀了！两名学生死亡，看守所里也打死了人，民警开枪了").leads())
        .containsExactly("death", "gunfire", "custody", "minor");
  }

  @Test
  void anOddText_isReadWithoutFailing() {
    for (String odd :
        List.of("岁", "警察岁岁年年", "年警察", "民警\n\n死亡", "九九九九岁民警打", "死亡".repeat(20_000) + "警")) {
      assertThat(ANALYZER.analyze(odd).leads()).isNotNull();
    }
  }

  private static Quality measure(String file) throws IOException {
    int right = 0;
    int tooMany = 0;
    int missed = 0;
    List<String> wrong = new ArrayList<>();
    for (Sentence sentence : sentences(file)) {
      Set<String> read = new HashSet<>(ANALYZER.analyze(sentence.text()).leads());
      for (String category : read) {
        if (sentence.expected().contains(category)) {
          right++;
        } else {
          tooMany++;
        }
      }
      for (String category : sentence.expected()) {
        missed += read.contains(category) ? 0 : 1;
      }
      if (!read.equals(sentence.expected())) {
        wrong.add(sentence.expected() + " read as " + read + ": " + sentence.text());
      }
    }
    return new Quality(right, tooMany, missed, wrong);
  }

  private static List<Sentence> sentences(String file) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    try (InputStream in = GraveMattersTest.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t", 2);
          Set<String> expected = parts[0].equals("-") ? Set.of() : Set.of(parts[0].split(","));
          sentences.add(new Sentence(expected, parts[1].replace('¶', '\n')));
        }
      }
    }
    return sentences;
  }
}
