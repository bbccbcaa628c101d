package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.search.Hit.Highlight;

class ExcerptTest {

  private static List<String> marked(Excerpt excerpt) {
    return excerpt.marks().stream()
        .map(mark -> excerpt.text().substring(mark[0], mark[1]))
        .toList();
  }

  @Test
  void keepsAShortTextWhole() {
    Excerpt excerpt = Excerpt.of("出警慢", List.of(new Highlight(0, 2)), 10);
    assertThat(excerpt.text()).isEqualTo("出警慢");
    assertThat(excerpt.cut()).isFalse();
    assertThat(marked(excerpt)).containsExactly("出警");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 40, 90, 140, 196})
  void cutsAroundTheFirstMatch_whereverItStands(int at) {
    String text = "一".repeat(at) + "出警" + "二".repeat(198 - at);
    Excerpt excerpt = Excerpt.of(text, List.of(new Highlight(at, at + 2)), 60);
    assertThat(excerpt.cut()).isTrue();
    assertThat(excerpt.text().length()).isLessThanOrEqualTo(62);
    assertThat(marked(excerpt)).containsExactly("出警");
  }

  @Test
  void neverCutsACharacterInHalf() {
    String text = "😀".repeat(100);
    for (int max = 11; max < 20; max++) {
      Excerpt excerpt = Excerpt.of(text, List.of(new Highlight(100, 102)), max);
      assertThat(excerpt.text().replace("…", "").codePoints())
          .isNotEmpty()
          .allMatch(point -> point == "😀".codePointAt(0));
    }
  }

  @Test
  void splitsMatchesBetweenTitleAndText() {
    List<Highlight> matches = List.of(new Highlight(1, 3), new Highlight(4, 8));
    assertThat(Excerpt.within(matches, 0, 5))
        .containsExactly(new Highlight(1, 3), new Highlight(4, 5));
    assertThat(Excerpt.within(matches, 6, 20)).containsExactly(new Highlight(0, 2));
  }

  @Test
  void findsTheLongerOfTwoWordsThatBeginTogether() {
    assertThat(Excerpt.find("出警慢，出警", List.of("出警", "出警慢", "")))
        .containsExactly(new Highlight(0, 3), new Highlight(4, 6));
    assertThat(Excerpt.find("出警慢", List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://news.example/a",
        "//news.example/a",
        "news.example/a",
        "http://reader:secret@news.example/a",
        "http:///a",
        "http://news.example/a b",
        "",
      })
  void onlyPlainWebAddressesCanBeFollowed(String url) {
    assertThat(PostView.webAddress(url)).isEmpty();
  }

  @Test
  void webAddressesAreKeptAsTheyAre() {
    assertThat(PostView.webAddress("https://news.example/a?b=c#d"))
        .isEqualTo("https://news.example/a?b=c#d");
  }
}
