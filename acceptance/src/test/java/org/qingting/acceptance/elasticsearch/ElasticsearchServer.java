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

  private final Process process;
  private final Path work;
  private final URI address;

  private ElasticsearchServer(Process process, Path work, URI address) {
    this.process = process;
    this.work = work;
    this.address = address;
  }

  /** Starts one without security, and waits until it answers. */
  public static ElasticsearchServer start() throws IOException, InterruptedException {
    return startWith(null);
  }

  /**
   * Starts one with more modules than it comes with.
   *
   * @param modules folder with a folder a module; null for none
   */
  public static ElasticsearchServer startWith(Path modules)
      throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("qingting.elasticsearch")).toAbsolutePath();
    Path work = Files.createTempDirectory(Path.of("/tmp"), "qingting-es");
    copy(home.resolve("config"), work.resolve("config"));
    for (String name : List.of("data", "logs", "tmp")) {
      Files.createDirectories(work.resolve(name));
    }
    int http = freePort();
    int transport = freePort();
    List<String> command = new ArrayList<>();
    boolean root = "root".equals(System.getProperty("user.name"));
    if (root) {
      run("chown", "-R", NOBODY + ":" + NOBODY, work.toString());
    }
    if (root || modules != null) {
      // Nobody has to reach the home through every folder above it; and it stays as it is.
      Path shared = work.resolve("home");
      run("cp", "-r", home.toString(), shared.toString());
      if (modules != null) {
        run("cp", "-r", modules + "/.", shared.resolve("modules").toString());
      }
      run("chmod", "-R", "a+rX", shared.toString());
      home = shared;
    }
    if (root) {
      run("chown", NOBODY + ":" + NOBODY, work.toString());
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    run("chmod", "a+x", home.resolve("bin").resolve("elasticsearch").toString());
    command.addAll(
        List.of(
            "bash",
            home.resolve("bin").resolve("elasticsearch").toString(),
            "-Ediscovery.type=single-node",
            "-Enetwork.host=127.0.0.1",
            "-Ehttp.port=" + http,
            "-Etransport.port=" + transport,
            "-Expack.security.enabled=false",
            "-Epath.data=" + work.resolve("data"),
            "-Epath.logs=" + work.resolve("logs"),
            "-Ecluster.routing.allocation.disk.threshold_enabled=false"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("out").toFile());
    Map<String, String> environment = builder.environment();
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    environment.put("ES_PATH_CONF", work.resolve("config").toString());
    environment.put("ES_TMPDIR", work.resolve("tmp").toString());
    environment.put("HOME", work.toString());
    ElasticsearchServer server =
        new ElasticsearchServer(builder.start(), work, URI.create("http://127.0.0.1:" + http));
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(address.resolve("/_cluster/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
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

  /** Where it answers. */
  public URI address() {
    return address;
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
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
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
