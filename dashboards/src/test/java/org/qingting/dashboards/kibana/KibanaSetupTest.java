package org.qingting.dashboards.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installing, against a server that speaks as Kibana does; what goes wrong is one sentence. */
class KibanaSetupTest {
  private static final String KEY = "ApiKey c2VjcmV0LWtleQ==";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private FakeKibana kibana;

  @AfterEach
  void stop() {
    if (kibana != null) {
      kibana.close();
    }
  }

  @Test
  void allObjects_areInstalled_andAgain_overThoseThatAreThere() throws Exception {
    kibana = FakeKibana.start();
    KibanaSetup.Done first = KibanaSetup.install(target());
    assertThat(first.version()).isEqualTo("8.19.21");
    assertThat(first.objects()).hasSize(10).noneMatch(KibanaSetup.Installed::replaced);
    assertThat(first.objects())
        .extracting(KibanaSetup.Installed::title)
        .contains("倾听 · 态势总览", "倾听 · 事件", "倾听 · 预警处置", "倾听 · 采集健康");
    KibanaSetup.Done again = KibanaSetup.install(target());
    assertThat(again.objects()).hasSize(10).allMatch(KibanaSetup.Installed::replaced);
    assertThat(kibana.calls())
        .startsWith("GET /api/status", "POST /api/saved_objects/_import?overwrite=true");
  }

  @Test
  void anotherPrefix_standsBesideTheFirst() throws Exception {
    kibana = FakeKibana.start();
    KibanaSetup.install(target());
    KibanaSetup.Done other =
        KibanaSetup.install(new KibanaSetup.Target(kibana.address(), "", "county", "", null));
    assertThat(other.objects())
        .hasSize(10)
        .noneMatch(KibanaSetup.Installed::replaced)
        .allMatch(object -> object.id().startsWith("county-"));
  }

  @Test
  void aSpaceAndABasePath_areUsed() throws Exception {
    kibana = FakeKibana.start();
    kibana.basePath = "/kibana";
    kibana.space = "press";
    assertThat(KibanaSetup.install(in("press")).objects()).hasSize(10);
    assertThat(kibana.calls())
        .containsExactly(
            "GET /kibana/api/status",
            "GET /kibana/api/spaces/space/press",
            "POST /kibana/s/press/api/saved_objects/_import?overwrite=true");
    refused(in("elsewhere"), true, "no space 'elsewhere'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.19.0", "8.19.24", "9.0.0", "9.5.3", "9.6.0-SNAPSHOT"})
  void versionsThatTakeTheObjects_areAccepted(String version) throws Exception {
    kibana = FakeKibana.start();
    kibana.version = version;
    assertThat(KibanaSetup.install(target()).version()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.18.9", "8.20.0", "7.17.29", "10.0.0", "3.2.1", "unknown"})
  void otherVersions_areRefused_beforeAnythingIsInstalled(String version) throws Exception {
    kibana = FakeKibana.start();
    kibana.version = version;
    refused(target(), true, "this is Kibana " + version, "8.19 and 9");
    assertThat(kibana.calls()).containsExactly("GET /api/status");
  }

  @Test
  void credentials_areSent_andAskedFor() throws Exception {
    kibana = FakeKibana.start();
    kibana.authorization = KEY;
    refused(target(), true, "does not tell its version", "--api-key-env");
    refused(as("ApiKey wrong"), true, "does not know these credentials (401)");
    assertThat(KibanaSetup.install(as(KEY)).objects()).hasSize(10);
    assertThat(as(KEY).toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void statusesThatKibanaAnswers_areExplained() throws Exception {
    kibana = FakeKibana.start();
    kibana.answer = 401;
    refused(target(), true, "asks who it is (401)", "--user-env");
    kibana.answer = 403;
    refused(target(), true, "may not do this (403)", "saved objects");
    kibana.answer = 503;
    refused(target(), false, "not ready yet (503)", "try again");
    kibana.answer = 404;
    refused(target(), true, "is no Kibana", "--url");
    kibana.answer = 302;
    kibana.location = "/login";
    refused(target(), true, "sends elsewhere (302 to /login)");
  }

  @Test
  void whatRefersToNothing_isNamed() throws Exception {
    kibana = FakeKibana.start();
    kibana.lost = "qingting-view-fetches";
    refused(
        target(),
        false,
        "dashboard 'qingting-dashboard-crawl'",
        "it needs index-pattern 'qingting-view-fetches'",
        "which is not there");
  }

  @Test
  void nobodyThere_isToldFromSomebodyElse() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + free;
    refused(new KibanaSetup.Target(nobody, "", "qingting", "", null), false, "there is no Kibana");
    String nowhere = "http://kibana.invalid:5601";
    refused(new KibanaSetup.Target(nowhere, "", "qingting", "", null), false, "there is no Kibana");
  }

  @Test
  void aCertificateOfAnUnknownAuthority_isRefused_untilTheAuthorityIsGiven() throws Exception {
    KeyStore own = certificate("own");
    kibana = FakeKibana.start(tls(own));
    refused(target(), false, "nobody trusted signed", "--ca FILE");
    refused(trusting(pem("other", certificate("other"))), false, "not signed by", "other.pem");
    assertThat(KibanaSetup.install(trusting(pem("own", own))).objects()).hasSize(10);
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    refused(trusting(text), true, "text.pem");
    refused(trusting(folder.resolve("gone.pem")), true, "gone.pem cannot be read");
    // http where https is spoken.
    String plain = kibana.address().replace("https", "http");
    refused(new KibanaSetup.Target(plain, "", "qingting", "", null), false, "http or https right?");
  }

  @Test
  void aCertificateThatExpired_orNamesAnotherHost_isSaidToBeSo() throws Exception {
    KeyStore old = signed("old", "-startdate", "-10d", "-validity", "2");
    kibana = FakeKibana.start(tls(old));
    refused(trusting(pem("old-ca", old)), false, "has expired");
    kibana.close();
    KeyStore elsewhere = certificate("elsewhere", "-ext", "SAN=DNS:kibana.example");
    kibana = FakeKibana.start(tls(elsewhere));
    refused(trusting(pem("elsewhere", elsewhere)), false, "does not name this host");
  }

  @Test
  void httpsWhereHttpIsSpoken_isSaidToBeSo() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> badRequest(plain));
      server.start();
      String tls = "https://127.0.0.1:" + plain.getLocalPort();
      refused(new KibanaSetup.Target(tls, "", "qingting", "", null), false, "speak TLS");
      server.join();
    }
  }

  /** What Kibana answers to bytes that are no HTTP. */
  private static void badRequest(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      assertThat(socket.getInputStream().read()).isPositive();
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeMeant_isRefused_withoutACall() throws Exception {
    kibana = FakeKibana.start();
    for (String url :
        List.of("127.0.0.1:5601", "ftp://127.0.0.1", "http://", "/kibana", "http://a b")) {
      refused(new KibanaSetup.Target(url, "", "qingting", "", null), true, "no address of Kibana");
    }
    String secret = "http://elastic:geheim@127.0.0.1:5601";
    KibanaException told =
        refused(new KibanaSetup.Target(secret, "", "qingting", "", null), true, "password");
    assertThat(told.getMessage()).doesNotContain("geheim");
    for (String prefix : List.of("", "Big", "a b", "-x", "x\"y", "蜻蜓", "a/b", "a*")) {
      refused(new KibanaSetup.Target(kibana.address(), "", prefix, "", null), true, "cannot begin");
    }
    refused(in("../x"), true, "no id of a space");
    assertThat(kibana.calls()).isEmpty();
  }

  private KibanaSetup.Target target() {
    return as("");
  }

  private KibanaSetup.Target as(String authorization) {
    return new KibanaSetup.Target(kibana.address(), "", "qingting", authorization, null);
  }

  private KibanaSetup.Target in(String space) {
    return new KibanaSetup.Target(kibana.address(), space, "qingting", "", null);
  }

  private KibanaSetup.Target trusting(Path pem) {
    return new KibanaSetup.Target(kibana.address(), "", "qingting", "", pem);
  }

  private static KibanaException refused(
      KibanaSetup.Target target, boolean badInput, String... words) {
    KibanaException told =
        catchThrowableOfType(KibanaException.class, () -> KibanaSetup.install(target));
    assertThat(told).isNotNull();
    assertThat(told.getMessage()).contains(words).doesNotContain("\n", "Exception");
    assertThat(told.isBadInput()).as(told.getMessage()).isEqualTo(badInput);
    return told;
  }

  /** A fresh key with a certificate of its own for this machine. */
  private KeyStore certificate(String name, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-keyalg", "EC", "-dname", "CN=" + name));
    all.addAll(List.of(options));
    if (!all.contains("-ext")) {
      all.addAll(List.of("-ext", "SAN=IP:127.0.0.1"));
    }
    keytool(name, "-genkeypair", name, all);
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
  }

  /** A fresh key whose certificate an authority signed; that one's is there as {@code name-ca}. */
  private KeyStore signed(String name, String... options) throws Exception {
    certificate(name);
    String authority = name + "-ca";
    String request = folder.resolve(name + ".csr").toString();
    String answer = folder.resolve(name + ".crt").toString();
    keytool(
        name,
        "-genkeypair",
        authority,
        List.of("-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c"));
    keytool(name, "-certreq", name, List.of("-file", request));
    List<String> signing = new ArrayList<>(List.of("-infile", request, "-outfile", answer));
    signing.addAll(List.of("-ext", "SAN=IP:127.0.0.1"));
    signing.addAll(List.of(options));
    keytool(name, "-gencert", authority, signing);
    keytool(name, "-importcert", name, List.of("-file", answer, "-noprompt"));
    KeyStore keys = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
    Certificate signer = keys.getCertificate(authority);
    keys.deleteEntry(authority);
    keys.setCertificateEntry(authority, signer);
    return keys;
  }

  private void keytool(String store, String what, String alias, List<String> options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what, "-alias", alias, "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString()));
    command.addAll(options);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private static SSLContext tls(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private Path pem(String name, KeyStore keys) throws Exception {
    Certificate certificate = keys.getCertificate(name);
    String text =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(folder.resolve(name + ".pem"), text);
  }
}
