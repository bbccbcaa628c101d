package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalUrlTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP://News.Example.COM:80/a/../b?id=1, http://news.example.com/b?id=1",
    "https://example.com:443/a#top, https://example.com/a",
    "https://example.com/a?utm_source=x&id=2&spm=1.2, https://example.com/a?id=2",
    "https://example.com/a?from=timeline, https://example.com/a",
    "https://example.com/a;jsessionid=ABC123?x=1, https://example.com/a?x=1",
    "https://example.com/a?sid=0123456789abcdef0123, https://example.com/a",
    "https://example.com/a?sid=17, https://example.com/a?sid=17",
    "https://example.com/#/thread/9, https://example.com/#/thread/9",
    "mailto:a@example.com, ''",
    "javascript:void(0), ''",
    "ftp://example.com/a, ''",
    "not an address, ''"
  })
  void spellsAPageInOneWay(String url, String expected) {
    assertThat(CanonicalUrl.page(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/t/1#floor-12, https://example.com/t/1#floor-12",
    "https://example.com/t/1#:~:text=abc, https://example.com/t/1"
  })
  void keepsTheFragmentOfAPost(String url, String expected) {
    assertThat(CanonicalUrl.post(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "../c.html, https://example.com/c.html",
    "//other.example.com/x, https://other.example.com/x",
    "?page=2, https://example.com/a/b?page=2",
    "#top, ''",
    "javascript:next(), ''"
  })
  void resolvesLinks(String href, String expected) {
    assertThat(CanonicalUrl.resolve(URI.create("https://example.com/a/b"), href))
        .isEqualTo(expected);
  }

  @Property(tries = 300)
  void isIdempotent_andNeverFails(@ForAll @StringLength(max = 60) String rest) {
    String once = CanonicalUrl.page("https://example.com/" + rest);
    assertThat(CanonicalUrl.page(once)).isEqualTo(once);
    assertThat(once.isEmpty() || URI.create(once).getHost().equals("example.com")).isTrue();
  }
}
