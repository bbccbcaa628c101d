package org.qingting.search.elasticsearch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps a program from Elasticsearch is one sentence that says what to look at. */
class TroublesTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private HttpServer server;
  private volatile String version = "8.19.21";

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void serve(HttpServer made) {
    server = made;
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          byte[] body =
              ("{\"version\":{\"number\":\"" + version + "\"}}").getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : body.length);
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private String address(String scheme) {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Serves TLS with a fresh certificate; gives that of the authority which signed it, as PEM. */
  private String serveTls(String name, String from, int days) throws Exception {
    keytool("-genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c -validity 365");
    keytool("-genkeypair -alias es -keyalg EC -dname CN=sample");
    keytool("-certreq -alias es -file " + folder.resolve("es.csr"));
    keytool(
        "-gencert -alias ca -infile %s -outfile %s -ext san=%s -startdate %s -validity %d"
            .formatted(folder.resolve("es.csr"), folder.resolve("es.crt"), name, from, days));
    keytool("-importcert -noprompt -alias es -file " + folder.resolve("es.crt"));
    keytool("-exportcert -rfc -alias ca -file " + folder.resolve("ca.pem"));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    keys.deleteEntry("ca");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    serve(https);
    return Files.readString(folder.resolve("ca.pem"));
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    String store = " -storetype PKCS12 -keystore " + folder.resolve("store.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    run((tool + " " + arguments + store + " -storepass " + PASSWORD).split(" "));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private static ElasticsearchIndex index(String address, String pem) {
    return new ElasticsearchIndex(
        new ElasticsearchSettings(
            List.of(URI.create(address)), "t", "", "", "", pem, Duration.ofSeconds(5)));
  }

  private static void refused(String address, String pem, String... words) throws IOException {
    try (ElasticsearchIndex index = index(address, pem)) {
      assertThatThrownBy(index::check)
          .isInstanceOf(IOException.class)
          .message()
          .contains(words)
          .doesNotContain("\n");
    }
  }

  @Test
  void anAuthorityOfTheOfficesOwn_isTrusted_onceItIsNamed() throws Exception {
    String pem = serveTls("ip:127.0.0.1", "-1d", 30);
    try (ElasticsearchIndex index = index(address("https"), pem)) {
      assertThatCode(index::check).doesNotThrowAnyException();
    }
    refused(address("https"), "", "signed by no authority known here", "(ca)");
  }

  @Test
  void anExpiredCertificate_isSaidToBe() throws Exception {
    String pem = serveTls("ip:127.0.0.1", "-30d", 10);
    refused(address("https"), pem, "certificate has expired");
  }

  @Test
  void aCertificateOfTomorrow_isSaidToBe() throws Exception {
    String pem = serveTls("ip:127.0.0.1", "+2d", 10);
    refused(address("https"), pem, "not valid yet");
  }

  @Test
  void aCertificateForAnotherName_isSaidToBe() throws Exception {
    String pem = serveTls("dns:other.example", "-1d", 30);
    refused(address("https"), pem, "for another name");
  }

  @Test
  void theWrongScheme_isSaidToBe() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
                  socket.getOutputStream().flush();
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // The test tells.
                }
              });
      answering.setDaemon(true);
      answering.start();
      refused("https://127.0.0.1:" + plain.getLocalPort(), "", "http:// instead of https://");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.19.0", "8.19.21", "9.0.0", "9.5.3"})
  void versionsThatWereTried_areTaken(String number) throws Exception {
    serve(HttpServer.create(loopback(), 0));
    version = number;
    try (ElasticsearchIndex index = index(address("http"), "")) {
      assertThatCode(index::check).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource({"7.17.29", "8.18.9", "10.0.0", "2.11.0"})
  void otherVersions_areNamed(String number) throws Exception {
    serve(HttpServer.create(loopback(), 0));
    version = number;
    refused(address("http"), "", number, "8.19 or 9");
  }

  @Test
  void aServerThatNeverAnswers_isSaidToBe() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ElasticsearchIndex index =
            new ElasticsearchIndex(
                new ElasticsearchSettings(
                    List.of(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                    "t",
                    "",
                    "",
                    "",
                    "",
                    Duration.ofMillis(300)))) {
      assertThatThrownBy(index::check).hasMessageContaining("did not answer in time");
    }
  }

  @Test
  void aFileThatHoldsNoCertificate_isRefusedAtOnce() {
    assertThatThrownBy(() -> index("https://127.0.0.1:1", "no pem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PEM");
    assertThat(new Troubles(List.of()).words(new IOException("as it is"))).hasMessage("as it is");
  }
}
