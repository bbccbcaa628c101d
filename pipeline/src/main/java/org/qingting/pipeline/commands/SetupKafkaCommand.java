package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.kafka.KafkaTopics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qingting setup kafka}: the topics between crawl and analysis; again changes nothing. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    description = "Make the topics that are missing, and say what is wrong with those there are.")
final class SetupKafkaCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, with 'kafka:'.")
  private Path config;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Partitions of new topics, at least the parallelism of the analysis. Default:"
              + " ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Copies of each record; 3 where there are as many brokers. Default:"
              + " ${DEFAULT-VALUE}.")
  private short copies;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    Configuration configuration = ConfigurationFile.read(config);
    if (configuration.kafka() == null) {
      throw new BadInputException(config + " has no 'kafka:': nothing is to be set up");
    }
    if (partitions < 1 || copies < 1) {
      throw new BadInputException("--partitions and --copies must be 1 or more");
    }
    Words words = new Words(language);
    try (KafkaTopics topics = KafkaTopics.open(configuration.kafka())) {
      List<String> made = topics.setUp(partitions, copies);
      Terminal.OUT.println(
          made.isEmpty()
              ? words.say("setup.noTopics")
              : words.say("setup.topics", String.join(", ", made)));
      List<String> wrong = topics.check(configuration.parallelism());
      if (!wrong.isEmpty()) {
        throw new BadInputException(String.join("; ", wrong));
      }
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
