package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Command-line arguments as they were typed. */
final class Arguments {
  private Arguments() {}

  /**
   * In a locale that is not UTF-8, Java garbles Chinese arguments before {@code main} sees them;
   * Linux still has the bytes.
   */
  static String[] asTyped(String[] args) {
    boolean garbled =
        Arrays.stream(args)
            .flatMapToInt(String::chars)
            .anyMatch(c -> c == 0xFFFD || (c >= 0xD800 && c <= 0xDFFF));
    if (!garbled) {
      return args;
    }
    try {
      String line =
          new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.UTF_8);
      String[] all = line.split("\0", -1);
      int end = all.length - 1;
      return Arrays.copyOfRange(all, Math.max(0, end - args.length), end);
    } catch (IOException e) {
      return args;
    }
  }
}
