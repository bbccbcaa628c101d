package org.qingting.pipeline.commands;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where all state lives. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder of all state. Default: the environment's QINGTING_HOME, else data/.")
  private Path home;

  Path path() {
    if (home != null) {
      return home;
    }
    String environment = System.getenv("QINGTING_HOME");
    return Path.of(environment == null || environment.isBlank() ? "data" : environment);
  }
}
