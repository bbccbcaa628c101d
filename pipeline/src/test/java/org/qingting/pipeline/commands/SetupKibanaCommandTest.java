package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code setup kibana} says, and its exit codes. */
class SetupKibanaCommandTest {
  @TempDir private Path home;
  private HttpServer kibana;
  private String url;

  @BeforeEach
  void start() throws IOException {
    kibana = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kibana.createContext(
        "/api/status",
        exchange -> say(exchange, "{\"version\":{\"number\":\"9.5.3\"},\"status\":{}}"));
    kibana.createContext(
        "/api/saved_objects/_import",
        exchange ->
            say(
                exchange,
                "{\"success\":true,\"successResults\":[{\"type\":\"dashboard\",\"id\":\"d\",\"meta\":"
                    + "{\"title\":\"看板一\"}},{\"type\":\"index-pattern\",\"id\":\"v\",\"meta\":"
                    + "{\"title\":\"视图\"},\"overwrite\":true}]}"));
    kibana.createContext(
        "/old/api/status",
        exchange -> say(exchange, "{\"version\":{\"number\":\"8.10.0\"},\"status\":{}}"));
    kibana.start();
    url = "http://127.0.0.1:" + kibana.getAddress().getPort();
  }

  private static void say(HttpExchange exchange, String text) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    kibana.stop(0);
  }

  @Test
  void itSaysWhatItDid_andWhatIsWrong_withoutAStackTrace() throws Exception {
    List<CommandLines.Done> done =
        CommandLines.run(
            home,
            List.of(
                CommandLines.line("setup", "kibana", "--url", url),
                CommandLines.line("setup", "kibana", "--url", url, "--lang", "en"),
                CommandLines.line("setup", "kibana", "--url", url + "/old"),
                CommandLines.line("setup", "kibana", "--url", "http://127.0.0.1:1"),
                CommandLines.line("setup", "kibana", "--api-key-env", "NO_SUCH_VARIABLE"),
                CommandLines.line("setup", "kibana", "--user-env", "NO_SUCH_VARIABLE"),
                CommandLines.line("setup", "kibana", "--url", "kibana"),
                CommandLines.line("setup", "kibana", "--help")));
    assertThat(done).extracting(CommandLines.Done::exit).containsExactly(0, 0, 2, 1, 2, 2, 2, 0);
    assertThat(done.get(0).lines())
        .containsExactly("Kibana 9.5.3（" + url + "）：看板已安装", "新建 看板 看板一（d）", "更新 数据视图 视图（v）");
    assertThat(done.get(1).lines()).contains("updated data view 视图 (v)");
    assertThat(done.get(2).err()).contains("this is Kibana 8.10.0");
    assertThat(done.get(3).err()).contains("there is no Kibana at http://127.0.0.1:1");
    assertThat(done.get(4).err()).contains("--api-key-env names is not set");
    assertThat(done.get(5).err()).contains("go together");
    assertThat(done.get(6).err()).contains("no address of Kibana");
    for (CommandLines.Done each : done.subList(2, 7)) {
      assertThat(CommandLines.nonBlank(each.err())).hasSize(1);
    }
  }
}
