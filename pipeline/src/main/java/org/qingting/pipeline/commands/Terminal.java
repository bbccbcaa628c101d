package org.qingting.pipeline.commands;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error as UTF-8, whatever the locale says; and text made safe for a terminal.
 */
final class Terminal {
  static final PrintStream OUT = stream(FileDescriptor.out);
  static final PrintStream ERR = stream(FileDescriptor.err);

  private Terminal() {}

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Whether a person looks at standard output. */
  static boolean isWatched() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  /** One line, without control characters: post text could otherwise steer the terminal. */
  static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean unsafe =
          Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR;
      safe.append(unsafe ? ' ' : c);
    }
    return safe.toString().strip();
  }

  /** At most so many UTF-16 units, cut between characters and marked. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
