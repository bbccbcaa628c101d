package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.Backup;
import org.qingting.pipeline.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code qingting backup}: one consistent file of checkpoint, index, desk and keys. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Write job state, index, desk and keys of a stopped home into one ZIP file. It holds the"
            + " home's secret keys: keep it as safe as the home.")
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file to write; must not exist.")
  private Path file;

  @Mixin private ConfigOption config;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    if (Files.exists(file)) {
      throw new BadInputException(file + " exists already: choose another name");
    }
    Configuration configuration = config.read();
    if (configuration.engine() == Configuration.Engine.CLUSTER) {
      throw new BadInputException(
          "a cluster is backed up by its own means: snapshots of Elasticsearch, a savepoint of the"
              + " job, and the folder keys/ of "
              + home.path());
    }
    try (Home opened = Home.open(home.path())) {
      Running.prepare(opened);
      int files = Backup.write(opened, configuration, file.toAbsolutePath(), Instant.now());
      Terminal.OUT.println(file + ": " + files + " files, " + Files.size(file) + " bytes");
      if (configuration.elasticsearch() != null) {
        Terminal.ERR.println(
            "qingting: the opinions are in Elasticsearch and not in this file: use its snapshots");
      }
    }
    return 0;
  }
}
