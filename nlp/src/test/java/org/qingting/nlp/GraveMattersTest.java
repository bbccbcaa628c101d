package org.qingting.nlp;

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

  @Test
  void development() throws IOException {
    Quality quality = measure("leads-development.tsv");
    System.out.println("grave matters, development sentences: " + quality);
    quality.wrong().forEach(System.out::println);
  }

  @Test
  void sentencesFile() throws IOException {
    Quality quality = measure("leads-sentences.tsv");
    System.out.println("grave matters, sentences: " + quality);
    quality.wrong().forEach(System.out::println);
  }

  @Test
  void posts() throws IOException {
    Quality quality = measure("leads-posts.tsv");
    System.out.println("grave matters, posts: " + quality);
    quality.wrong().forEach(System.out::println);
  }

  @Test
  void heldOut() throws IOException {
    Quality quality = measure("leads-heldout.tsv");
    System.out.println("grave matters, held-out posts: " + quality);
    quality.wrong().forEach(System.out::println);
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
