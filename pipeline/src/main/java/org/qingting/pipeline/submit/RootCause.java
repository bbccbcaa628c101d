package org.qingting.pipeline.submit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One sentence out of a Java stack trace, as Flink answers them. */
final class RootCause {
  private static final Pattern CLASS =
      Pattern.compile("^(?:[a-zA-Z_$][\\w$]*\\.)+([A-Z][\\w$]*): *(.*)$", Pattern.DOTALL);
  private static final String CAUSED_BY = "Caused by: ";
  private static final int LONGEST = 400;

  private RootCause() {}

  /** The message of the innermost cause, on one line; its class where it has no message. */
  static String of(String trace) {
    String head = "";
    for (String line : trace.split("\n", -1)) {
      String stripped = line.strip();
      if (stripped.startsWith(CAUSED_BY)) {
        head = stripped.substring(CAUSED_BY.length());
      } else if (head.isEmpty() && !isFrame(stripped)) {
        head = stripped;
      }
    }
    String sentence = withoutClass(head).strip().replaceFirst("\\.$", "");
    return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
  }

  private static boolean isFrame(String line) {
    return line.startsWith("at ") || line.startsWith("... ");
  }

  /** Serialized exceptions are told of as class: class: message. */
  private static String withoutClass(String head) {
    String rest = head;
    for (Matcher m = CLASS.matcher(rest); m.matches(); m = CLASS.matcher(rest)) {
      if (m.group(2).isBlank()) {
        return m.group(1);
      }
      // A missing class or file is only its name: the kind of error has to be told with it.
      if (!m.group(2).strip().contains(" ") && !CLASS.matcher(m.group(2)).matches()) {
        return m.group(1) + " " + m.group(2);
      }
      rest = m.group(2);
    }
    return rest;
  }
}
