package org.qingting.pipeline.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.qingting.pipeline.storage.Storage;

/**
 * Where the opinions of a home are kept. The job's state and what is kept belong together: a home
 * that went on with another index would know posts that it does not have.
 */
final class KeptIn {
  private static final String HOME = "home";

  private KeptIn() {}

  /**
   * @throws IOException when the home keeps its opinions elsewhere than configured
   */
  static void check(HomePaths paths, Storage storage) throws IOException {
    String before = before(paths);
    if (!before.isEmpty() && !before.equals(name(storage))) {
      throw new IOException(
          "the opinions of "
              + paths.root()
              + " are kept in "
              + before
              + ", and the configuration says "
              + name(storage)
              + ": set QINGTING_HOME to another folder (and import there what is to be kept), or"
              + " change 'elasticsearch' back");
    }
  }

  /** From now on they are kept there. */
  static void note(HomePaths paths, Storage storage) throws IOException {
    if (before(paths).isEmpty()) {
      Files.writeString(paths.keptIn(), name(storage), StandardCharsets.UTF_8);
    }
  }

  private static String before(HomePaths paths) throws IOException {
    if (Files.exists(paths.keptIn())) {
      return Files.readString(paths.keptIn(), StandardCharsets.UTF_8).strip();
    }
    // Homes of before this was noted.
    return Files.isDirectory(paths.index()) ? HOME : "";
  }

  private static String name(Storage storage) {
    return storage.elasticsearch() == null
        ? HOME
        : "Elasticsearch under " + storage.elasticsearch().prefix();
  }
}
