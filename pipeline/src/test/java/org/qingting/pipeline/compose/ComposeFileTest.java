package org.qingting.pipeline.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.pipeline.commands.CommandLineInterface;
import org.qingting.pipeline.config.ConfigurationFile;
import picocli.CommandLine;

/** There is no container engine where this is built: so the file is held to rules. */
class ComposeFileTest {
  /** Of the Compose specification, those used here: a misspelt one is not among them. */
  private static final Set<String> SERVICE_KEYS =
      Set.of(
          "image",
          "user",
          "restart",
          "networks",
          "network_mode",
          "volumes",
          "environment",
          "ports",
          "depends_on",
          "command",
          "entrypoint",
          "healthcheck",
          "mem_limit",
          "ulimits",
          "deploy",
          "profiles");

  private static final Set<String> CONDITIONS =
      Set.of("service_started", "service_healthy", "service_completed_successfully");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|KEY|SECRET|TOKEN).*");

  private static ComposeFile file;

  @BeforeAll
  static void read() throws IOException {
    file = ComposeFile.read();
  }

  @Test
  void keys_areThoseOfCompose() {
    assertThat(file.tree().keySet().stream().filter(key -> !key.startsWith("x-")))
        .containsExactlyInAnyOrder("name", "services", "networks", "volumes");
    file.services()
        .forEach(
            (name, service) -> assertThat(SERVICE_KEYS).as(name).containsAll(service.keySet()));
  }

  @Test
  void everyService_hasAPinnedImage_andAMemoryLimit() {
    file.services()
        .forEach(
            (name, service) -> {
              String image = ComposeFile.filled((String) service.get("image"));
              assertThat(image)
                  .as(name)
                  .matches("[a-z./-]+:[0-9][\\w.-]*")
                  .doesNotContain("latest");
              assertThat(ComposeFile.filled(service.get("mem_limit").toString()))
                  .as(name)
                  .matches("[0-9]+[mg]");
            });
  }

  @Test
  void publishedPorts_areOnLoopback_andNoTwoTheSame() {
    List<String> published = new ArrayList<>();
    file.services()
        .forEach(
            (name, service) -> {
              for (Object port : ComposeFile.list(service.get("ports"))) {
                assertThat(port.toString()).as(name).matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+");
                published.add(port.toString().split(":")[1]);
              }
            });
    assertThat(published).doesNotHaveDuplicates().contains("8090", "5601", "9200", "8081");
  }

  @Test
  void noService_sharesTheMachinesNetwork_orIsPrivileged() {
    file.services()
        .forEach(
            (name, service) -> {
              assertThat(service.get("network_mode")).as(name).isIn(null, "none");
              assertThat(service.containsKey("networks") != service.containsKey("network_mode"))
                  .as(name)
                  .isTrue();
            });
  }

  @Test
  void filesThatAreMounted_exist_orAreMadeByTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    for (Map.Entry<String, Map<String, Object>> service : file.services().entrySet()) {
      for (Object volume : ComposeFile.list(service.getValue().get("volumes"))) {
        if (volume instanceof Map<?, ?> bind) {
          String source = ComposeFile.filled(bind.get("source").toString());
          assertThat(bind.get("type")).isEqualTo("bind");
          assertThat(bind.get("read_only")).as(source).isEqualTo(true);
          if (source.startsWith("./pipeline/target/")) {
            assertThat(pom)
                .contains(
                    "<outputFile>${project.build.directory}/"
                        + source.substring("./pipeline/target/".length())
                        + "</outputFile>");
          } else {
            assertThat(ComposeFile.ROOT.resolve(source)).as(service.getKey()).isRegularFile();
          }
        }
      }
    }
  }

  @Test
  void namedVolumes_areDeclared_andUsed() {
    Set<String> used = new TreeSet<>();
    file.services()
        .forEach(
            (name, service) -> {
              for (Object volume : ComposeFile.list(service.get("volumes"))) {
                if (volume instanceof String named) {
                  assertThat(named).as(name).matches("[a-z-]+:/.*");
                  used.add(named.substring(0, named.indexOf(':')));
                }
              }
            });
    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(ComposeFile.map(file.tree().get("volumes")).keySet());
  }

  @Test
  void networks_areDeclared() {
    Set<String> declared = ComposeFile.map(file.tree().get("networks")).keySet();
    file.services()
        .forEach(
            (name, service) ->
                assertThat(ComposeFile.list(service.get("networks")))
                    .as(name)
                    .allMatch(declared::contains));
  }

  @Test
  void startOrder_namesServices_withHealthChecksOrAnEnd_andHasNoCircle() {
    Map<String, Map<String, Object>> services = file.services();
    Map<String, Set<String>> order = new HashMap<>();
    services.forEach(
        (name, service) -> {
          Map<String, Object> dependsOn = ComposeFile.map(service.get("depends_on"));
          order.put(name, dependsOn.keySet());
          dependsOn.forEach(
              (other, how) -> {
                Object condition = ComposeFile.map(how).get("condition");
                assertThat(services).as(name).containsKey(other);
                assertThat(CONDITIONS).as(name).contains((String) condition);
                Map<String, Object> awaited = services.get(other);
                assertThat(awaited.get("profiles")).as(name + " awaits " + other).isNull();
                if ("service_healthy".equals(condition)) {
                  assertThat(awaited).as(other).containsKey("healthcheck");
                }
                if ("service_completed_successfully".equals(condition)) {
                  assertThat(awaited.get("restart")).as(other).isEqualTo("no");
                }
              });
        });
    Set<String> done = new HashSet<>();
    for (int round = 0; round < services.size(); round++) {
      order.forEach(
          (name, before) -> {
            if (done.containsAll(before)) {
              done.add(name);
            }
          });
    }
    assertThat(done).isEqualTo(services.keySet());
  }

  @Test
  void whatStaysUp_hasAHealthCheck_andComesBackByItself() {
    file.services()
        .forEach(
            (name, service) -> {
              if (!"no".equals(service.get("restart"))) {
                assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
                assertThat(service).as(name).containsKey("healthcheck");
              }
            });
  }

  @Test
  void variables_areInTheExample_withTheirDefaults() throws IOException {
    Map<String, String> example = ComposeFile.exampleEnvironment();
    Set<String> used = new TreeSet<>();
    for (ComposeFile.Use use : file.variables()) {
      used.add(use.name());
      assertThat(use.required() || use.fallback().isPresent()).as(use.name()).isTrue();
      use.fallback()
          .ifPresent(value -> assertThat(example).as(use.name()).containsEntry(use.name(), value));
    }
    assertThat(example.keySet()).isEqualTo(used);
  }

  @Test
  void secrets_haveNoDefault_andTheirLackStopsEverything() throws IOException {
    Map<String, String> example = ComposeFile.exampleEnvironment();
    Set<String> secrets = new TreeSet<>();
    for (ComposeFile.Use use : file.variables()) {
      if (SECRET.matcher(use.name()).matches()) {
        secrets.add(use.name());
        assertThat(use.required()).as(use.name()).isTrue();
        assertThat(example).containsEntry(use.name(), "");
      }
    }
    assertThat(secrets).hasSize(3);
    file.services()
        .forEach(
            (name, service) ->
                ComposeFile.map(service.get("environment"))
                    .forEach(
                        (key, value) -> {
                          if (key.matches(".*(PASSWORD|ENCRYPTIONKEY)")) {
                            assertThat(value.toString()).as(name).startsWith("${");
                          }
                        }));
    assertThat(Files.readString(ComposeFile.ROOT.resolve(".gitignore"))).contains("/.env\n");
  }

  @Test
  void defaultVersions_areThoseThatTheTestsRun() throws IOException {
    Map<String, String> example = ComposeFile.exampleEnvironment();
    assertThat(Files.readString(ComposeFile.ROOT.resolve("pom.xml")))
        .contains("<flink.version>" + example.get("FLINK_VERSION") + "<");
    assertThat(Files.readString(ComposeFile.ROOT.resolve("acceptance").resolve("pom.xml")))
        .contains("<elasticsearch-server.version>" + example.get("STACK_VERSION") + "<");
  }

  @Test
  void flinksProperties_areKnownToFlink_andReadable() throws Exception {
    Map<String, ConfigOption<?>> known = flinkOptions();
    for (String name : List.of("jobmanager", "taskmanager")) {
      Map<String, Object> environment =
          ComposeFile.map(file.services().get(name).get("environment"));
      Configuration configuration = new Configuration();
      for (String line : environment.get("FLINK_PROPERTIES").toString().split("\n")) {
        Matcher pair = Pattern.compile("([a-z.A-Z-]+): (\\S+)").matcher(line);
        assertThat(pair.matches()).as(line).isTrue();
        assertThat(known).containsKey(pair.group(1));
        configuration.setString(pair.group(1), pair.group(2));
        assertThat((Object) configuration.get(known.get(pair.group(1)))).as(line).isNotNull();
      }
      assertThat(configuration.get(HighAvailabilityOptions.HA_MODE)).isEqualTo("zookeeper");
      // Flink's own reckoning, which refuses sizes that do not fit together.
      assertThat(
              TaskExecutorProcessUtils.processSpecFromConfig(configuration)
                  .getTaskHeapSize()
                  .getMebiBytes())
          .isGreaterThan(768);
      assertThat(
              JobManagerProcessUtils.processSpecFromConfig(configuration)
                  .getJvmHeapMemorySize()
                  .getMebiBytes())
          .isGreaterThan(256);
    }
  }

  @Test
  void theConfigurationThatIsMounted_isOfThisCluster_andNamesNoSourceYet() throws Exception {
    org.qingting.pipeline.config.Configuration configuration =
        ConfigurationFile.read(ComposeFile.ROOT.resolve("compose").resolve("qingting.yaml"));

    assertThat(configuration.sources()).isEmpty();
    assertThat(configuration.engine())
        .isEqualTo(org.qingting.pipeline.config.Configuration.Engine.CLUSTER);
    assertThat(configuration.elasticsearch().hosts())
        .allSatisfy(host -> assertThat(file.services()).containsKey(host.getHost()));
    assertThat(configuration.console().port()).isEqualTo(8090);
    Map<String, String> secrets = Map.of("ELASTIC_PASSWORD", "known");
    for (String name : List.of("setup", "submit", "console", "jobmanager", "taskmanager")) {
      Map<String, Object> environment =
          ComposeFile.map(file.services().get(name).get("environment"));
      assertThat(
              configuration
                  .elasticsearch()
                  .settings(key -> environment.containsKey(key) ? secrets.get(key) : null)
                  .password())
          .as(name)
          .isEqualTo("known");
    }
  }

  @Test
  void commandsOfTheProgram_areThere_andTakeTheirOptions() {
    for (String name : List.of("setup", "dashboards", "submit", "console")) {
      List<Object> words = ComposeFile.list(file.services().get(name).get("command"));
      List<String> command = new ArrayList<>();
      for (Object word :
          words.subList(words.indexOf("/opt/qingting/qingting.jar") + 1, words.size())) {
        command.add(word.toString());
      }
      CommandLine line = new CommandLine(CommandLineInterface.class);
      assertThatCode(() -> line.parseArgs(command.toArray(String[]::new)))
          .as(name)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void scripts_areGoodShell() throws Exception {
    Process bash =
        new ProcessBuilder(
                "bash", "-n", ComposeFile.ROOT.resolve("compose/kibana-password.sh").toString())
            .inheritIO()
            .start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void healthChecksByBash_tellASpeakingServerFromASilentPort() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"taskmanagers\":2}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertThat(healthCheck("jobmanager", "8081", port)).isZero();
      assertThat(healthCheck("console", "8090", port)).isZero();
    } finally {
      server.stop(0);
    }
    assertThat(healthCheck("jobmanager", "8081", port)).isNotZero();
    assertThat(healthCheck("console", "8090", port)).isNotZero();
  }

  private static int healthCheck(String service, String port, int actual) throws Exception {
    Map<String, Object> check = ComposeFile.map(file.services().get(service).get("healthcheck"));
    List<Object> test = ComposeFile.list(check.get("test"));
    assertThat(test.get(0)).isEqualTo("CMD");
    List<String> command = new ArrayList<>();
    for (Object word : test.subList(1, test.size())) {
      command.add(word.toString().replace("$$", "$").replace(port, Integer.toString(actual)));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Map<String, ConfigOption<?>> flinkOptions() throws IllegalAccessException {
    Map<String, ConfigOption<?>> known = new HashMap<>();
    for (Class<?> options :
        List.of(
            JobManagerOptions.class,
            TaskManagerOptions.class,
            RestOptions.class,
            HighAvailabilityOptions.class,
            StateBackendOptions.class,
            CheckpointingOptions.class,
            RestartStrategyOptions.class,
            HeartbeatManagerOptions.class,
            RocksDBOptions.class,
            RocksDBConfigurableOptions.class)) {
      for (Field field : options.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && ConfigOption.class.isAssignableFrom(field.getType())) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          known.put(option.key(), option);
        }
      }
    }
    return known;
  }
}
