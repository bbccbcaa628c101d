package org.qingting.dashboards.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.qingting.dashboards.kibana.source.KibanaSource;

/** The objects that are shipped are those that the sources describe. */
class GeneratedObjectsTest {
  private static final Path FOLDER = Path.of("kibana");

  @Test
  void theObjects_areWhatTheirSourcesSay() throws IOException {
    String made = KibanaSource.ndjson(FOLDER.resolve("source"));
    Path kept = FOLDER.resolve("qingting.ndjson");
    if (Boolean.getBoolean("qingting.kibana.write")) {
      Files.writeString(kept, made);
    }
    assertThat(Files.readString(kept).lines())
        .as("run this test with -Dqingting.kibana.write=true, and look at what changed")
        .containsExactlyElementsOf(made.lines().toList());
  }
}
