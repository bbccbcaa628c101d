package org.qingting.pipeline.commands;

import java.nio.file.Files;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Office;
import org.qingting.pipeline.storage.Storage;

/** What commands look into that only read. */
final class Kept {
  private Kept() {}

  /**
   * The backends of a home, or of Elasticsearch where that is configured.
   *
   * @param remedy what to do where nothing was kept yet
   */
  static Storage in(HomePaths paths, Configuration configuration, String remedy)
      throws BadInputException {
    Storage storage = Office.storage(paths, configuration);
    if (storage.elasticsearch() == null && !Files.isDirectory(paths.index())) {
      throw new BadInputException("nothing was kept in " + paths.root() + " yet: " + remedy);
    }
    return storage;
  }
}
