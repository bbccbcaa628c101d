package org.qingting.pipeline.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qingting.pipeline.faults.QingtingProcess;

/**
 * Runs command lines one after another in one process of their own: commands print to the process's
 * real output, and starting Java for each would take most of the time.
 */
final class CommandLines {
  /** Ends what one command line printed; a character that no command prints. */
  private static final char END = '\u0004';

  private CommandLines() {}

  /** What a command line did. */
  record Done(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs command lines in a home and gives what each did. */
  static List<Done> run(Path home, List<String[]> commandLines) throws Exception {
    Path script = Files.createTempFile("commands", ".json");
    try {
      new ObjectMapper().writeValue(script.toFile(), commandLines);
      try (QingtingProcess process =
          QingtingProcess.startMain(CommandLines.class.getName(), home, script.toString())) {
        int exit = process.waitFor(180);
        List<Done> all = new ArrayList<>();
        String[] out = process.out().split(String.valueOf(END), -1);
        String[] err = process.err().split(String.valueOf(END), -1);
        if (exit != 0 || out.length != 2 * commandLines.size() + 1) {
          throw new IllegalStateException("the commands did not all end: " + process.output());
        }
        for (int i = 0; i < commandLines.size(); i++) {
          all.add(new Done(Integer.parseInt(out[2 * i + 1]), out[2 * i], err[i]));
        }
        return all;
      }
    } finally {
      Files.deleteIfExists(script);
    }
  }

  /** Runs one command line in a home. */
  static Done run(Path home, String... commandLine) throws Exception {
    return run(home, List.<String[]>of(commandLine)).get(0);
  }

  static String[] line(String... arguments) {
    return arguments;
  }

  /** The process of its own. */
  public static void main(String[] args) throws Exception {
    String[][] commandLines =
        new ObjectMapper().readValue(Path.of(args[0]).toFile(), String[][].class);
    for (String[] commandLine : commandLines) {
      int exit = CommandLineInterface.run(commandLine);
      end(Terminal.OUT, exit + String.valueOf(END));
      end(Terminal.ERR, "");
    }
    // Threads of a library must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private static void end(PrintStream stream, String more) {
    stream.print(END + more);
    stream.flush();
  }

  /** The one line of a message, for comparing. */
  static List<String> nonBlank(String printed) {
    return Arrays.stream(printed.split("\n")).filter(line -> !line.isBlank()).toList();
  }
}
