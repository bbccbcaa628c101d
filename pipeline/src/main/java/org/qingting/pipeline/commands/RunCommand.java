package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.qingting.dashboards.Console;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.home.Home;
import org.qingting.pipeline.home.Office;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qingting run}: listens to the configured sources until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Listen to the configured sources, with the console, until stopped by Ctrl-C.")
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration; see qingting.example.yaml.")
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
    final long started = System.nanoTime();
    Configuration configuration = ConfigurationFile.read(config);
    if (configuration.sources().isEmpty()) {
      throw new BadInputException(config + " names no source: add one under 'sources:'");
    }
    if (configuration.engine() == Configuration.Engine.CLUSTER) {
      throw new BadInputException(
          config + " says 'engine: cluster': use 'qingting submit' and 'qingting console'");
    }
    Words words = new Words(language);
    try (StopSignal stop = StopSignal.listen();
        Office office = Running.open(Home.open(home.path()), configuration, true);
        Console console =
            Console.start(
                Running.console(configuration, port),
                office.reader(),
                office.desk(),
                office.access())) {
      Terminal.OUT.println(words.say("home", office.paths().root()));
      Terminal.OUT.println(words.say("console", console.address()));
      office.begin(Instant.now());
      Terminal.OUT.println(words.say("run.listening", configuration.sources().size()));
      Watch watch = new Watch(office, words, started);
      for (long second = 0; !stop.await(1); second++) {
        watch.look(second % 10 == 0);
        office.renewKeys(Instant.now());
        if (office.ended()) {
          throw new IOException(
              "the job has ended: " + office.trouble().orElse("the log file tells why"));
        }
      }
      Terminal.OUT.println(words.say("run.stopping"));
      office.stop();
      Terminal.OUT.println(words.say("run.stopped"));
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
