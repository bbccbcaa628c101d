package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.channels.ChannelSettings.Email.Security;

class EmailChannelTest {
  private static final String PASSWORD = "planted-mail-password";

  @TempDir static Path folder;

  /** Serves with a certificate for localhost, and trusts it. */
  private static SSLContext localhost;

  private final TestClock clock = new TestClock();

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path file = folder.resolve("localhost.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "localhost",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", store.getCertificate("localhost"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    localhost = SSLContext.getInstance("TLS");
    localhost.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    // Read by GreenMail.
    System.setProperty("greenmail.tls.keystore.file", file.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
  }

  private Outcome send(
      String host, int port, Security security, SSLSocketFactory tls, Message message)
      throws Exception {
    ChannelSettings settings =
        new ChannelSettings.Email(
            "mail",
            host,
            port,
            security,
            "qingting",
            Secret.of("${env:PASSWORD}"),
            "qingting@office.example",
            List.of("duty@office.example", "chief@office.example"),
            Duration.ofSeconds(2));
    return Channels.open(
            List.of(settings), "https://office.example.org", name -> PASSWORD, clock, () -> 0, tls)
        .all()
        .get(0)
        .send(message, 0);
  }

  private Outcome send(FakeSmtp fake) throws Exception {
    return send(
        "localhost",
        fake.port(),
        Security.STARTTLS,
        localhost.getSocketFactory(),
        Samples.ordinary());
  }

  @Test
  void mail_goesThroughTls_withSubjectTextAndLink() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS));
    server.start();
    try {
      server.setUser("duty@office.example", "qingting", PASSWORD);
      for (int tries = 0; tries < 2; tries++) {
        Outcome outcome =
            send(
                "localhost",
                server.getSmtps().getPort(),
                Security.TLS,
                localhost.getSocketFactory(),
                Samples.ordinary());
        assertThat(outcome).isEqualTo(new Outcome.Delivered(""));
      }
      MimeMessage[] got = server.getReceivedMessages();
      assertThat(got).hasSize(4);
      assertThat(got[0].getSubject()).isEqualTo("【较大】【负面升温】示例市场门口执法引发议论");
      assertThat(got[0].getContent().toString())
          .contains("地点：示例镇", "媒体：示例晚报：市场门口发生争执", "查看：https://office.example.org/alerts/a1");
      assertThat(got[0].getRecipients(RecipientType.TO)).hasSize(2);
      assertThat(got[0].getSentDate()).isEqualTo(Date.from(TestClock.START));
      assertThat(got[0].getMessageID()).isEqualTo(got[3].getMessageID()).contains("a1");
      assertThat(GreenMailUtil.getHeaders(got[0])).contains("Auto-Submitted: auto-generated");
    } finally {
      server.stop();
    }
  }

  @Test
  void aWrongPassword_isRefusedLoudly() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS));
    server.start();
    try {
      server.setUser("duty@office.example", "qingting", "another");
      server.getUserManager().setAuthRequired(true);
      Outcome outcome =
          send(
              "localhost",
              server.getSmtps().getPort(),
              Security.TLS,
              localhost.getSocketFactory(),
              Samples.ordinary());
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused) outcome).reason()).contains("535", "password");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void mail_goesThroughStartTls_andNothingButTheGreetingBefore() throws Exception {
    try (FakeSmtp fake = FakeSmtp.start(localhost, Map.of())) {
      assertThat(send(fake)).isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.commands().stream().filter(line -> !line.startsWith("tls:")))
          .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
      assertThat(fake.commands())
          .contains("tls:RCPT TO:<duty@office.example>", "tls:RCPT TO:<chief@office.example>");
    }
  }

  @Test
  void aServerWithoutStartTls_isToldNothing() throws Exception {
    try (FakeSmtp fake = FakeSmtp.start(null, Map.of())) {
      assertThat(send(fake)).isInstanceOf(Outcome.RetryLater.class);
      assertThat(fake.commands()).noneMatch(line -> line.matches("(?i)(auth|mail|rcpt|data).*"));
    }
  }

  @Test
  void aCertificateThatIsNotTrusted_orForAnotherHost_isToldNothing() throws Exception {
    try (FakeSmtp fake = FakeSmtp.start(localhost, Map.of())) {
      Outcome untrusted =
          send(
              "localhost",
              fake.port(),
              Security.STARTTLS,
              (SSLSocketFactory) SSLSocketFactory.getDefault(),
              Samples.ordinary());
      assertThat(untrusted.toString()).contains("RetryLater", "certificate");
      Outcome otherHost =
          send(
              "127.0.0.1",
              fake.port(),
              Security.STARTTLS,
              localhost.getSocketFactory(),
              Samples.ordinary());
      assertThat(otherHost).isInstanceOf(Outcome.RetryLater.class);
      assertThat(fake.commands()).noneMatch(line -> line.matches("(?i)(tls:)?(auth|mail|rcpt).*"));
    }
  }

  @Test
  void whatTheServerRefusesForNow_isTriedAgain_andForGood_isNot() throws Exception {
    Map<String, Class<? extends Outcome>> outcomes =
        Map.of(
            "4", Outcome.RetryLater.class,
            "5", Outcome.Refused.class);
    for (Map.Entry<String, Class<? extends Outcome>> expected : outcomes.entrySet()) {
      String code = expected.getKey();
      for (Map<String, String> replies :
          List.of(
              Map.of("AUTH", code.equals("4") ? "454 4.7.0 not now" : "535 5.7.8 no"),
              Map.of("MAIL", code + "51 no " + PASSWORD),
              Map.of("RCPT", code + "50 no mailbox"),
              Map.of("DATA", code + "51 no"),
              Map.of("after data", code + "52 full"))) {
        try (FakeSmtp fake = FakeSmtp.start(localhost, replies)) {
          Outcome outcome = send(fake);
          assertThat(outcome).as(replies.toString()).isInstanceOf(expected.getValue());
          assertThat(outcome.toString())
              .contains("the mail server said " + code)
              .doesNotContain(PASSWORD);
        }
      }
    }
  }

  @Test
  void oneWrongAddress_keepsTheMailFromNobodyElse_andIsSaid() throws Exception {
    try (FakeSmtp fake = FakeSmtp.start(localhost, Map.of("RCPT TO:<chief@", "550 no such user"))) {
      Outcome outcome = send(fake);
      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      assertThat(((Outcome.Delivered) outcome).remark()).contains("of 2 addresses", "1", "550");
    }
  }

  @Test
  void aServerThatHangs_isGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          send(
              "localhost",
              silent.getLocalPort(),
              Security.TLS,
              localhost.getSocketFactory(),
              Samples.ordinary());
      assertThat(outcome.toString()).contains("RetryLater", "2000 ms");
    }
  }

  @Test
  void aServerThatHangsUp_isTriedAgain() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  rude.accept().close();
                } catch (IOException e) {
                  // The test is over.
                }
              });
      thread.setDaemon(true);
      thread.start();
      Outcome outcome =
          send(
              "localhost",
              rude.getLocalPort(),
              Security.STARTTLS,
              localhost.getSocketFactory(),
              Samples.ordinary());
      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    }
  }

  @Test
  void aDigest_namesAllItsTopInOneMail() throws Exception {
    try (FakeSmtp fake = FakeSmtp.start(localhost, Map.of())) {
      Digest digest = new Digest("d", List.of(Samples.ordinary()), 3, TestClock.START);
      assertThat(
              send(
                  "localhost",
                  fake.port(),
                  Security.STARTTLS,
                  localhost.getSocketFactory(),
                  digest))
          .isEqualTo(new Outcome.Delivered(""));
    }
  }
}
