package org.qingting.pipeline.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.qingting.model.Channel;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Intake;
import org.qingting.pipeline.job.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code qingting import}: takes in a file through the spool. If {@code run} is up it takes the
 * posts; otherwise the job is started here, works the spool off, and is stopped with a savepoint.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Take in JSON Lines or CSV through the same analysis as the crawl.")
final class ImportCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "FILE", description = "JSON Lines or CSV, one post a line.")
  private Path file;

  @Option(
      names = "--channel",
      defaultValue = "online",
      description = "online, calls, letters or delegates. Default: ${DEFAULT-VALUE}.")
  private String channel;

  @Mixin private ConfigOption config;

  @Mixin private HomeOption home;

  @Override
  public Integer call()
      throws IOException, ConfigurationException, BadInputException, InterruptedException {
    final long started = System.nanoTime();
    Channel through = channel();
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("there is no file " + file);
    }
    Configuration configuration = config.read();
    if (configuration.kafka() != null && !configuration.isCrawler()) {
      throw new BadInputException(
          "with Kafka, posts come in through a crawler: give the configuration of one (kafka.crawler)");
    }
    HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
    try (SpoolWork intake = new SpoolWork(home.path(), configuration)) {
      intake.tryOwnJob();
      Spooling spooling =
          new Spooling(paths, Intake.crawling(paths, configuration).spool(), file, through);
      Spooling.Counts counts = spooling.run();
      Receipt receipt = intake.await(spooling.batch(), counts.accepted());
      print(counts, receipt, (System.nanoTime() - started) / 1e9);
      if (counts.rejected() > 0) {
        Terminal.ERR.println(
            "qingting: "
                + counts.rejected()
                + " lines were rejected: see "
                + spooling.rejectedFile());
      }
      if (receipt.unreadable() > 0) {
        Terminal.ERR.println(
            "qingting: "
                + receipt.unreadable()
                + " posts could not be read by the analysis and were left out; the log names them");
      }
      return 0;
    }
  }

  private Channel channel() throws BadInputException {
    try {
      return Channel.of(channel);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--channel: " + e.getMessage());
    }
  }

  private static void print(Spooling.Counts counts, Receipt receipt, double seconds)
      throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("read", counts.read());
    line.put("indexed", receipt.indexed());
    line.put("duplicates", receipt.duplicates());
    line.put("rejected", counts.rejected() + receipt.unreadable());
    line.put("seconds", rounded(seconds));
    line.put("postsPerSecond", rounded(counts.read() / seconds));
    Terminal.OUT.println(JSON.writeValueAsString(line));
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}
