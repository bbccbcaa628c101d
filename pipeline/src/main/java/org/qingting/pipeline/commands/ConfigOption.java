package org.qingting.pipeline.commands;

import java.nio.file.Path;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import picocli.CommandLine.Option;

/** The office's configuration, for commands that can do without. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The office's configuration; needed where it names places, alert settings or"
              + " Elasticsearch.")
  private Path config;

  Configuration read() throws ConfigurationException {
    return config == null ? Configuration.DEFAULT : ConfigurationFile.read(config);
  }
}
