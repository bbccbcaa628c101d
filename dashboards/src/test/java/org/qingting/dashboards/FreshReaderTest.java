package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshReaderTest {
  private final AtomicInteger refreshes = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500_000_000L);
  private final FreshReader reader = new FreshReader(Readers.counting(refreshes), nanos::get);

  @Test
  void refreshesAtMostOnceASecond_evenWhereTheClockWrapsAround() throws IOException {
    reader.get();
    reader.get();
    nanos.addAndGet(999_999_999L);
    reader.get();
    assertThat(refreshes).hasValue(1);
    nanos.addAndGet(1);
    reader.get();
    assertThat(refreshes).hasValue(2);
  }

  @Test
  void triesAgainAtOnceAfterAFailure() throws IOException {
    refreshes.set(-1);
    assertThatThrownBy(reader::get).isInstanceOf(IOException.class);
    reader.get();
    assertThat(refreshes).hasValue(1);
  }

  @Test
  void anUnreadableIndexIsAnsweredWith503_andThePageStaysUp(@TempDir Path directory)
      throws Exception {
    AtomicInteger failing = new AtomicInteger(-1000);
    try (Sample sample = new Sample(directory);
        Console console =
            Console.start(sample.settings(), Readers.counting(failing), sample.desk)) {
      for (String path : new String[] {"/api/overview", "/api/posts", "/api/health"}) {
        HttpResponse<String> answer = get(console.address().resolve(path));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("tried again").doesNotContain("the disk is away");
      }
      assertThat(get(console.address()).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
