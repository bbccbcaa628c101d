package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.qingting.dashboards.Console;
import org.qingting.pipeline.cluster.ClusterOffice;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.home.HomePaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qingting console}: console and desk beside a job on a cluster. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description =
        "Serve the console and run the desk beside a job on a Flink cluster, until stopped by"
            + " Ctrl-C. Of several, one runs the desk.")
final class ConsoleCommand implements Callable<Integer> {
  private static final int EVERY_SECONDS = 3;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, with 'engine: cluster' and 'elasticsearch:'.")
  private Path config;

  @Option(names = "--port", paramLabel = "P", description = "Port of the console.")
  private Integer port;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    Configuration configuration = ConfigurationFile.read(config);
    if (configuration.engine() != Configuration.Engine.CLUSTER) {
      throw new BadInputException(
          config + " does not say 'engine: cluster': 'qingting run' serves the console itself");
    }
    Words words = new Words(language);
    HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
    try (StopSignal stop = StopSignal.listen();
        ClusterOffice office = ClusterOffice.open(paths, configuration);
        Console console =
            Console.start(
                Running.console(configuration, port),
                office.reader(),
                office.desk(),
                office.access())) {
      Terminal.OUT.println(words.say("console", console.address()));
      boolean running = false;
      do {
        boolean now = office.round(Instant.now());
        if (now != running) {
          running = now;
          Terminal.OUT.println(words.say(now ? "console.desk" : "console.noDesk"));
        }
      } while (!stop.await(EVERY_SECONDS));
      Terminal.OUT.println(words.say("console.stopped"));
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
