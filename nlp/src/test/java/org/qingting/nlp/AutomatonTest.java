package org.qingting.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AutomatonTest {

  @Provide
  Arbitrary<List<String>> dictionaries() {
    return Arbitraries.strings()
        .withCharRange('a', 'd')
        .ofMinLength(1)
        .ofMaxLength(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('a', 'e').ofMaxLength(60);
  }

  @Property(tries = 500)
  void findsWhatASearchWordByWordFinds(
      @ForAll("dictionaries") List<String> given, @ForAll("texts") String text) {
    List<String> words = new ArrayList<>(new LinkedHashSet<>(given));
    Set<Match> expected = new LinkedHashSet<>();
    for (int word = 0; word < words.size(); word++) {
      int at = text.indexOf(words.get(word));
      while (at >= 0) {
        expected.add(new Match(word, at, at + words.get(word).length()));
        at = text.indexOf(words.get(word), at + 1);
      }
    }
    List<Match> found = new ArrayList<>();
    new Automaton(words)
        .scan(
            text,
            (word, start, end) -> {
              found.add(new Match(word, start, end));
              return true;
            });
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void longest_takesTheLongestFromTheLeft() {
    Automaton automaton = new Automaton(List.of("报警", "报警器", "警器"));
    assertThat(automaton.longest("报警器报警")).containsExactly(new Match(1, 0, 3), new Match(0, 3, 5));
  }

  @Test
  void stops_whenTheSinkHasEnough() {
    List<Integer> ends = new ArrayList<>();
    new Automaton(List.of("a"))
        .scan(
            "aaa",
            (word, start, end) -> {
              ends.add(end);
              return false;
            });
    assertThat(ends).containsExactly(1);
  }
}
