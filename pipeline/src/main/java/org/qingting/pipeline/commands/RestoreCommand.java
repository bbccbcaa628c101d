package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.qingting.pipeline.home.Backup;
import org.qingting.pipeline.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code qingting restore}: fills a fresh home from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Fill a fresh home from a backup file; the next start goes on from there.")
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file that 'backup' wrote.")
  private Path file;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, BadInputException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("there is no file " + file);
    }
    try (Home opened = Home.open(home.path())) {
      int files = Backup.read(file, opened);
      Terminal.OUT.println(opened.paths().root() + ": " + files + " files restored");
    }
    return 0;
  }
}
