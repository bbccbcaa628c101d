package org.qingting.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar that goes to a cluster, against the jars that a cluster has. */
class JobJarTest {
  private static final Path JAR = Path.of(System.getProperty("qingting.jobJar"));

  @Test
  void bringsNeitherFlinkNorLogging_whichAreTheClusters() throws IOException {
    List<String> names;
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      names = jar.stream().map(ZipEntry::getName).toList();
    }

    assertThat(names).contains("org/qingting/pipeline/job/MonitoringJob.class");
    assertThat(names).anyMatch(name -> name.startsWith("com/hankcs/hanlp/"));
    for (String clusters :
        List.of(
            "org/apache/flink/api/",
            "org/apache/flink/core/",
            "org/apache/flink/runtime/",
            "org/apache/flink/streaming/api/",
            "org/apache/flink/streaming/runtime/",
            "org/apache/flink/connector/base/",
            "org/apache/flink/state/",
            "org/rocksdb/",
            "org/slf4j/",
            "ch/qos/logback/",
            "logback.xml",
            "org/apache/logging/",
            "com/esotericsoftware/")) {
      assertThat(names).as(clusters).noneMatch(name -> name.startsWith(clusters));
    }
  }

  /** The console and the desk of one machine stay at home; all else has what it needs. */
  @Test
  void ourClasses_findAllTheyNeed_inTheJarOrOnTheCluster() throws IOException {
    String lib;
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("qingting.flink")))) {
      lib =
          jars.map(Path::toString)
              .collect(Collectors.joining(System.getProperty("path.separator")));
    }
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, "--multi-release", "17", "-v", "-cp", lib, JAR.toString());
    assertThat(code).isZero();

    Set<String> lacking = new TreeSet<>();
    int ours = 0;
    for (String line : out.toString().split("\n", -1)) {
      if (line.strip().startsWith("org.qingting.")) {
        ours++;
        if (line.endsWith("not found")) {
          lacking.add(line.strip().split(" +", 2)[0].replaceFirst("\\$.*", ""));
        }
      }
    }
    assertThat(ours).isGreaterThan(1000);
    assertThat(lacking)
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("org.qingting.dashboards.")
                    || name.equals("org.qingting.alerts.desk.SqliteDeskStore"));
  }
}
