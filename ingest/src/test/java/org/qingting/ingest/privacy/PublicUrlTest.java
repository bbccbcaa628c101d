package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.ingest.parse.CanonicalUrl;

class PublicUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://news.example.com/a/20261103/1.html, https://news.example.com/a/20261103/1.html",
    "https://bbs.example.com/thread?tid=5&authorid=77, https://bbs.example.com/thread?tid=5",
    "https://bbs.example.com/thread?tid=5&uid=77#floor-2, https://bbs.example.com/thread?tid=5#floor-2",
    "https://example.com/u/77/post/1, ''",
    "https://example.com/users/riverfan/1, ''",
    "https://example.com/@riverfan/1, ''",
    "https://example.com/space-uid-77.html, ''",
    "https://blog.example.com/RiverFan/1.html, ''",
    "https://blog.example.com/%E9%9D%92%E6%BA%AA%E5%B0%8F%E9%B1%BC/1, ''",
    "https://example.com/t/1?by=riverfan&x=2, https://example.com/t/1?x=2",
    "https://example.com/t/1#riverfan-3, https://example.com/t/1",
    "https://weibo.com/1234567890/AbCdE, ''",
    "https://example.com/13800001111/1, ''",
    "https://example.com/t?tel=13800001111&id=2, https://example.com/t?id=2",
    "https://example.com/news/13800001111.html, https://example.com/news/13800001111.html",
    "wechat://x, ''"
  })
  void namesNoAccount(String url, String expected) {
    assertThat(PublicUrl.of(CanonicalUrl.post(url), AuthorNames.of("riverfan 青溪小鱼")))
        .isEqualTo(expected);
  }
}
