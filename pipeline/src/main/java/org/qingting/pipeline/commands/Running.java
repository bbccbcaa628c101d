package org.qingting.pipeline.commands;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.qingting.dashboards.ConsoleSettings;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.Home;
import org.qingting.pipeline.home.Office;

/** What commands that work in a home share. */
final class Running {
  /** With less the job would only start to fail, and say so less clearly. */
  private static final long LEAST_FREE = 16 << 20;

  private Running() {}

  /**
   * Opens an office; its job has still to begin. Temporary files go into the home, where the next
   * start clears them: Flink leaves large ones behind when it is killed.
   */
  static Office open(Home home, Configuration configuration, boolean crawl)
      throws IOException, ConfigurationException {
    try {
      prepare(home);
      return Office.open(home, configuration, crawl);
    } catch (IOException | ConfigurationException | RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /** Clears the home's working files and sends those of this process there, and its log. */
  static void prepare(Home home) throws IOException {
    home.clearWorkingFiles();
    FileStore disk = Files.getFileStore(home.paths().root());
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < LEAST_FREE) {
      throw new IOException(
          "the disk of "
              + home.paths().root()
              + " is as good as full: free disk space (some 100 MB), then start again");
    }
    System.setProperty("java.io.tmpdir", home.paths().tmp().toString());
    System.setProperty("qingting.logs", home.paths().logs().toString());
  }

  /** The console as configured, with the sources' names for people. */
  static ConsoleSettings console(Configuration configuration, Integer port) {
    Map<String, String> names = new HashMap<>();
    configuration.sources().forEach(source -> names.put(source.id(), source.name()));
    return ConsoleSettings.onLoopback(port == null ? configuration.console().port() : port)
        .withHost(configuration.console().host())
        .withNames(names(configuration.publicUrl()))
        .withSourceNames(names)
        .withVersion(CommandLineInterface.VERSION)
        .withClock(Clock.system(Times.ZONE));
  }

  /** The name under which people reach the console through a proxy, say. */
  private static Set<String> names(String publicUrl) {
    String authority = publicUrl.isEmpty() ? null : URI.create(publicUrl).getAuthority();
    return authority == null ? Set.of() : Set.of(authority);
  }
}
