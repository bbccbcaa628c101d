package org.qingting.acceptance.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Elasticsearch on loopback and free ports, unpacked by the build. It refuses to run as
 * root: from a root process it is started as nobody.
 */
public final class ElasticsearchServer implements AutoCloseable {
  private static final String NOBODY = "65534";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A user that may do everything, where security is on. */
  static final String ADMIN = "admin";

  static final String PASSWORD = "sample-password-1";

  private final Path home;
  private final Path work;
  private final int http;
  private final int transport;
  private final boolean secured;
  private Process process;

  private ElasticsearchServer(Path home, Path work, boolean secured) throws IOException {
    this.home = home;
    this.work = work;
    this.http = freePort();
    this.transport = freePort();
    this.secured = secured;
  }

  /** Starts one without security, and waits until it answers. */
  public static ElasticsearchServer start() throws IOException, InterruptedException {
    return start(false);
  }

  /** Starts one that knows {@link #ADMIN}, and nobody else. */
  static ElasticsearchServer startSecured() throws IOException, InterruptedException {
    return start(true);
  }

  private static ElasticsearchServer start(boolean secured)
      throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("qingting.elasticsearch")).toAbsolutePath();
    Path work = Files.createTempDirectory(Path.of("/tmp"), "qingting-es");
    copy(home.resolve("config"), work.resolve("config"));
    for (String name : List.of("data", "logs", "tmp")) {
      Files.createDirectories(work.resolve(name));
    }
    if (isRoot() || secured) {
      // Nobody has to reach the home through every folder above it; a plug-in is this one's alone.
      Path shared = work.resolve("home");
      run("cp", "-r", home.toString(), shared.toString());
      home = shared;
    }
    for (String name : List.of("elasticsearch", "elasticsearch-users")) {
      run("chmod", "a+x", home.resolve("bin").resolve(name).toString());
    }
    ElasticsearchServer server = new ElasticsearchServer(home, work, secured);
    if (secured) {
      SecurityTokens.install(home, work, version());
      server.addAdmin();
    }
    if (isRoot()) {
      run("chown", "-R", NOBODY + ":" + NOBODY, work.toString());
      run("chmod", "-R", "a+rX", home.toString());
    }
    server.startAgain();
    return server;
  }

  private static String version() {
    String home = System.getProperty("qingting.elasticsearch");
    return home.substring(home.lastIndexOf('-') + 1);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void addAdmin() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                home.resolve("bin").resolve("elasticsearch-users").toString(),
                "useradd",
                ADMIN,
                "-p",
                PASSWORD,
                "-r",
                "superuser")
            .redirectErrorStream(true);
    environment(builder);
    Process adding = builder.start();
    String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (adding.waitFor() != 0) {
      throw new IOException("the user could not be made: " + said);
    }
  }

  private void environment(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    environment.put("ES_PATH_CONF", work.resolve("config").toString());
    environment.put("ES_TMPDIR", work.resolve("tmp").toString());
    environment.put("HOME", work.toString());
  }

  /** Starts it with the data it has, at the same address, and waits until it answers. */
  public void startAgain() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(
        List.of(
            "bash",
            home.resolve("bin").resolve("elasticsearch").toString(),
            "-Ediscovery.type=single-node",
            "-Enetwork.host=127.0.0.1",
            "-Ehttp.port=" + http,
            "-Etransport.port=" + transport,
            "-Expack.security.enabled=" + secured,
            "-Expack.security.autoconfiguration.enabled=false",
            "-Epath.data=" + work.resolve("data"),
            "-Epath.logs=" + work.resolve("logs"),
            "-Eaction.destructive_requires_name=false",
            "-Ecluster.routing.allocation.disk.threshold_enabled=false"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("out").toFile());
    environment(builder);
    process = builder.start();
    awaitReady();
  }

  /** Stops it; its data stay. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(address().resolve("/_cluster/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        int status = client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status == 200 || (secured && status == 401)) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
    String said = Files.readString(work.resolve("out"));
    close();
    throw new IOException("Elasticsearch did not start: " + said);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    try (Stream<Path> all = Files.walk(work)) {
      all.sorted(Comparator.reverseOrder()).forEach(ElasticsearchServer::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
