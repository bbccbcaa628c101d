package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.channels.FakeService.Reply;
import org.slf4j.LoggerFactory;

class SecretTest {
  private static final String PLANTED = "plant\"ed/Se+cret=42";

  private final TestClock clock = new TestClock();

  @Test
  void secrets_areShownByNothing() throws Exception {
    Secret secret = Secret.of(PLANTED);
    ChannelSettings settings =
        new ChannelSettings.Webhook("h", secret, Secret.of("${env:" + "A}"), null);
    assertThat(secret.toString()).isEqualTo("***");
    assertThat(settings.toString()).doesNotContain("plant");
    assertThat(new ObjectMapper().writeValueAsString(Map.of("a", secret)))
        .isEqualTo("{\"a\":\"***\"}");
    assertThat(secret).isEqualTo(Secret.of(PLANTED)).isNotEqualTo(Secret.of("other"));
  }

  @Test
  void references_areReadFromEnvironmentAndFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "from file\n");
    References references = new References(name -> name.equals("A") ? "from env" : null);
    assertThat(references.resolve(Secret.of("x${env:A}y${file:" + file + "}z")).reveal())
        .isEqualTo("xfrom envyfrom filez");
    assertThat(references.found()).hasSize(2);
    assertThatThrownBy(() -> references.resolve(Secret.of("${env:B}")))
        .isInstanceOf(ChannelException.class)
        .hasMessage("the environment variable B is not set");
    assertThatThrownBy(() -> references.resolve(Secret.of("${file:" + file + "2}")))
        .hasMessageContaining("cannot be read")
        .hasNoCause();
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 'p', 'w'});
    assertThatThrownBy(() -> references.resolve(Secret.of("${file:" + binary + "}")))
        .hasMessageContaining("UTF-8")
        .hasNoCause();
  }

  @Test
  void aSecretInTheFileItself_isRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> new ChannelSettings.WeCom("w", Secret.of("https://x/?key=abc"), null))
        .hasMessageContainingAll("channel 'w'", "${env:NAME}")
        .hasMessageNotContaining("abc");
    assertThatThrownBy(
            () -> new ChannelSettings.Webhook("w", Secret.of("https://x"), Secret.of("pw"), null))
        .hasMessageContaining("${file:/path}");
    assertThatThrownBy(
            () ->
                Channels.open(
                    List.of(
                        new ChannelSettings.WeCom(
                            "w", Secret.of("http://w.example/${env:A}"), null)),
                    "",
                    name -> PLANTED,
                    clock,
                    () -> 0))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("https")
        .hasMessageNotContaining(PLANTED)
        .hasNoCause();
    assertThatThrownBy(
            () ->
                Channels.open(
                    List.of(
                        new ChannelSettings.WeCom("w", Secret.of("https://a b/${env:A}"), null)),
                    "",
                    name -> PLANTED,
                    clock,
                    () -> 0))
        .hasMessageNotContaining(PLANTED)
        .hasNoCause();
  }

  @Test
  void nothingThatIsLoggedOrSaid_holdsASecret_evenWhenTheServiceQuotesIt() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    List<String> said = new ArrayList<>();
    String inAddress = URLEncoder.encode(PLANTED, StandardCharsets.UTF_8);
    try (FakeService fake =
        FakeService.start(
            got ->
                Reply.ok(
                    FakeService.JSON
                        .createObjectNode()
                        .put("errcode", 310000)
                        .put("code", 19021)
                        .put("errmsg", echo(got))
                        .put("msg", echo(got))
                        .toString()))) {
      for (ChannelSettings settings : everyKind(fake, "127.0.0.1:1")) {
        said.add(settings.toString());
        Channel channel =
            Channels.open(
                    List.of(settings),
                    "",
                    name -> name.equals("URL") ? inAddress : PLANTED,
                    clock,
                    () -> 0)
                .all()
                .get(0);
        said.add(channel.send(Samples.ordinary(), 0).toString());
        said.add(channel.toString());
      }
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    assertThat(said).anyMatch(text -> text.contains("310000 (***"));
    for (ILoggingEvent event : List.copyOf(log.list)) {
      said.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        said.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    String base64 = Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8));
    assertThat(log.list).isNotEmpty();
    assertThat(said)
        .allSatisfy(text -> assertThat(text).doesNotContain(PLANTED, inAddress, base64));
  }

  private static String echo(FakeService.Got got) {
    return PLANTED + " " + got.query() + " " + got.path() + " " + got.headers();
  }

  private static List<ChannelSettings> everyKind(FakeService fake, String nobody) {
    Secret secret = Secret.of("${env:SECRET}");
    List<ChannelSettings> all = new ArrayList<>();
    for (String base : List.of(fake.url(""), "http://" + nobody)) {
      Secret url = Secret.of(base + "/in?key=${env:URL}");
      all.add(new ChannelSettings.WeCom("wecom", url, null));
      all.add(new ChannelSettings.DingTalk("dingtalk", url, secret, null));
      all.add(new ChannelSettings.Feishu("feishu", url, secret, null));
      all.add(new ChannelSettings.Webhook("webhook", url, secret, null));
      all.add(
          new ChannelSettings.Sms(
              "sms",
              url,
              null,
              ChannelSettings.Sms.Format.FORM,
              Secret.of("{{text}}{{mobiles}}"),
              // A line break is no header: the JDK's message would quote the value.
              Map.of("X-Key", Secret.of("${env:SECRET}" + (base.contains(nobody) ? "\n" : ""))),
              List.of("13800000000"),
              null,
              new ChannelSettings.Sms.Success("/errmsg", "ok"),
              null));
    }
    all.add(
        new ChannelSettings.Email(
            "mail",
            "127.0.0.1",
            1,
            null,
            "u",
            secret,
            "a@b.example",
            List.of("c@d.example"),
            null));
    return all;
  }
}
