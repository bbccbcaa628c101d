package org.qingting.pipeline.commands;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The program's own files. */
final class Programs {
  private static final String JOB = "qingting-job.jar";

  private Programs() {}

  /** The job for a cluster, beside the jar that runs now. */
  static Path job() throws BadInputException {
    CodeSource source = Programs.class.getProtectionDomain().getCodeSource();
    try {
      if (source != null && "file".equals(source.getLocation().getProtocol())) {
        Path job = Path.of(source.getLocation().toURI()).resolveSibling(JOB);
        if (Files.isRegularFile(job)) {
          return job;
        }
        throw new BadInputException("there is no file " + job + ": build it, or give --jar");
      }
    } catch (URISyntaxException e) {
      // As where it does not run from a file.
    }
    throw new BadInputException("where the program runs from is not known: give --jar");
  }
}
