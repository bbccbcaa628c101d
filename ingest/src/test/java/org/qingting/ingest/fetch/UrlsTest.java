package org.qingting.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.example/新闻/1.html,http://a.example/%e6%96%b0%e9%97%bb/1.html",
    "http://a.example/x y,http://a.example/x%20y",
    "http://a.example/100%,http://a.example/100%25",
    "http://a.example/%e6%96%b0,http://a.example/%e6%96%b0",
    "http://a.example/t?id=1&p=2#floor3,http://a.example/t?id=1&p=2",
    "http://例子.example/a,http://xn--fsqu00a.example/a",
    "'  http://a.example/|  ',http://a.example/%7c"
  })
  void readsAddressesAsTheyStandInPages(String written, String read) {
    assertThat(Urls.parse(written)).isEqualTo(URI.create(read));
  }

  @Test
  void spellsOutTheGroup() {
    assertThat(Fetcher.hostAndPort(URI.create("HTTP://News.Example/a")))
        .isEqualTo("news.example:80");
    assertThat(Fetcher.hostAndPort(URI.create("https://news.example/a")))
        .isEqualTo("news.example:443");
    assertThat(Fetcher.hostAndPort(URI.create("http://[::1]:8080/a"))).isEqualTo("[::1]:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://a.example/",
        "http:///nohost",
        "http://user:pass@a.example/",
        "javascript:alert(1)",
        "/relative",
        "http://a.example:0/"
      })
  void refusesWhatIsNoWebAddress(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fetcher.hostAndPort(Fetcher.address(url)));
  }
}
