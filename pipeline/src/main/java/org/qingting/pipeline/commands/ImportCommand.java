package org.qingting.pipeline.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.qingting.model.Channel;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.home.Home;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Office;
import org.qingting.pipeline.home.Receipts;
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

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The office's configuration, for its place names; used when 'run' is not up.")
  private Path config;

  @Mixin private HomeOption home;

  @Override
  public Integer call()
      throws IOException, ConfigurationException, BadInputException, InterruptedException {
    final long started = System.nanoTime();
    Channel through = channel();
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("there is no file " + file);
    }
    Configuration configuration =
        config == null ? Configuration.DEFAULT : ConfigurationFile.read(config);
    HomePaths paths = new HomePaths(home.path().toAbsolutePath().normalize());
    Office office = openOffice(configuration);
    try {
      Spooling spooling = new Spooling(paths, file, through);
      Spooling.Counts counts = spooling.run();
      Receipt receipt = new Receipt(spooling.batch(), 0, 0);
      long shown = System.nanoTime();
      Receipts receipts = new Receipts(paths);
      while (receipt.indexed() + receipt.duplicates() < counts.accepted()) {
        TimeUnit.MILLISECONDS.sleep(50);
        receipt = receipts.of(spooling.batch()).orElse(receipt);
        if (office == null) {
          office = openOffice(configuration);
        } else if (office.ended()) {
          throw new IOException(
              "the job has ended before all was taken in; the rest waits in the spool: "
                  + office.trouble().orElse("the log file tells why"));
        }
        if (System.nanoTime() - shown > 2_000_000_000L) {
          shown = System.nanoTime();
          Terminal.ERR.printf(
              "%d / %d%n", receipt.indexed() + receipt.duplicates(), counts.accepted());
        }
      }
      if (office != null) {
        office.stop();
      }
      receipts.forget(spooling.batch());
      double seconds = (System.nanoTime() - started) / 1e9;
      print(counts, receipt, seconds);
      if (counts.rejected() > 0) {
        Terminal.ERR.println(
            "qingting: "
                + counts.rejected()
                + " lines were rejected: see "
                + spooling.rejectedFile());
      }
      return 0;
    } finally {
      if (office != null) {
        office.close();
      }
    }
  }

  /** The job in this process, unless another process runs it. */
  private Office openOffice(Configuration configuration) throws IOException {
    Optional<Home> own = Home.tryOpen(home.path());
    return own.isEmpty() ? null : Running.start(own.get(), configuration, false);
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
    line.put("rejected", counts.rejected());
    line.put("seconds", rounded(seconds));
    line.put("postsPerSecond", rounded(counts.read() / seconds));
    Terminal.OUT.println(JSON.writeValueAsString(line));
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }
}
