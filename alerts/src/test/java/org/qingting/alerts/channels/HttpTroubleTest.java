package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.channels.FakeService.Reply;

/** What goes wrong between us and a service. */
class HttpTroubleTest {
  private final TestClock clock = new TestClock();

  /** What a server does with one connection. */
  private interface Handling {
    void handle(Socket socket) throws IOException, InterruptedException;
  }

  private Outcome.RetryLater whenServerDoes(Handling handling) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  handling.handle(socket);
                } catch (IOException | InterruptedException e) {
                  // The test is over.
                }
              });
      thread.setDaemon(true);
      thread.start();
      ChannelSettings settings =
          new ChannelSettings.Webhook(
              "hook",
              Secret.of("http://127.0.0.1:" + server.getLocalPort() + "/in"),
              Secret.of("${env:SECRET}"),
              Duration.ofMillis(300));
      Outcome outcome = Robots.open(settings, clock).send(Samples.ordinary(), 2);
      thread.interrupt();
      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      Outcome.RetryLater later = (Outcome.RetryLater) outcome;
      assertThat(later.tried()).isTrue();
      assertThat(later.after()).isEqualTo(Duration.ofSeconds(20));
      return later;
    }
  }

  private static void readRequest(Socket socket) throws IOException {
    assertThat(socket.getInputStream().read(new byte[4096])).isPositive();
  }

  @Test
  void aServiceThatHangs_isGivenUpInTime() throws Exception {
    assertThat(whenServerDoes(socket -> Thread.sleep(60_000)).reason())
        .isEqualTo("no answer within 300 ms");
  }

  @Test
  void anAnswerThatDripsForever_isGivenUpInTime() throws Exception {
    Handling drip =
        socket -> {
          readRequest(socket);
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          while (true) {
            socket.getOutputStream().write(' ');
            socket.getOutputStream().flush();
            Thread.sleep(20);
          }
        };
    assertThat(whenServerDoes(drip).reason()).isEqualTo("no answer within 300 ms");
  }

  @Test
  void aResetConnection_isTriedAgainLater() throws Exception {
    Handling reset =
        socket -> {
          readRequest(socket);
          socket.setSoLinger(true, 0);
        };
    assertThat(whenServerDoes(reset).reason()).isEqualTo("the connection broke");
  }

  @Test
  void anEndlessAnswer_isNotKept() throws Exception {
    Handling flood =
        socket -> {
          readRequest(socket);
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          while (true) {
            socket.getOutputStream().write(new byte[8192]);
          }
        };
    assertThat(whenServerDoes(flood).reason()).isEqualTo("the answer is too long");
  }

  @Test
  void nobodyListening_isTriedAgainLater() throws Exception {
    ChannelSettings nobody =
        new ChannelSettings.Webhook(
            "hook", Secret.of("http://127.0.0.1:1/in"), Secret.of("${env:SECRET}"), null);
    Outcome.RetryLater later =
        (Outcome.RetryLater) Robots.open(nobody, clock).send(Samples.ordinary(), 0);
    assertThat(later.reason()).startsWith("no connection");
  }

  @Test
  void redirects_areNotFollowed() throws Exception {
    try (FakeService elsewhere = FakeService.start(got -> Reply.ok("{\"errcode\":0}"));
        FakeService fake =
            FakeService.start(
                got -> new Reply(307, "", Map.of("Location", elsewhere.url("/taken"))))) {
      Outcome outcome = Robots.open(Robots.weComAt(fake), clock).send(Samples.ordinary(), 0);
      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      assertThat(elsewhere.got()).isEmpty();
    }
  }

  @Test
  void tooManyRequests_waitsAsLongAsAsked_andSilencesTheChannel() throws Exception {
    try (FakeService fake =
        FakeService.start(got -> new Reply(429, "", Map.of("Retry-After", "120")))) {
      Channel channel = Robots.open(Robots.weComAt(fake), clock);
      Outcome.RetryLater asked = (Outcome.RetryLater) channel.send(Samples.ordinary(), 0);
      assertThat(asked.after()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(130));
      assertThat(((Outcome.RetryLater) channel.send(Samples.ordinary(), 0)).tried()).isFalse();
      assertThat(fake.got()).hasSize(1);
    }
  }

  @Test
  void backOff_doublesToAQuarterOfAnHour_andTheJitterTakesAtMostHalf() {
    BackOff none = new BackOff(() -> 0);
    BackOff all = new BackOff(() -> 0.999999);
    assertThat(none.after(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(none.after(1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(none.after(7)).isEqualTo(Duration.ofSeconds(640));
    assertThat(none.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    for (int failures = 0; failures < 100; failures++) {
      assertThat(all.after(failures).multipliedBy(2))
          .isBetween(none.after(failures), none.after(failures).plusMillis(2));
    }
  }
}
