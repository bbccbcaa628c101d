package org.qingting.pipeline.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.qingting.pipeline.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands under one name. */
@Command(
    name = "qingting",
    mixinStandardHelpOptions = true,
    version = "qingting " + CommandLineInterface.VERSION,
    description = "Qingting 倾听: hears what the public writes about the police.",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ImportCommand.class,
      SearchCommand.class,
      AnalyzeCommand.class,
      EvaluateCommand.class,
      BacktestCommand.class,
      ChannelCommand.class,
      UserCommand.class,
      ConsoleCommand.class,
      SetupCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class CommandLineInterface {

  static final String VERSION = "0.1.0";

  private CommandLineInterface() {}

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(String[] args) {
    if (System.getProperty("qingting.logs") == null) {
      System.setProperty("qingting.logs", new HomeOption().path().resolve("logs").toString());
    }
    CommandLine line = new CommandLine(new CommandLineInterface());
    line.setOut(Terminal.writer(Terminal.OUT));
    line.setErr(Terminal.writer(Terminal.ERR));
    line.setExecutionExceptionHandler((e, command, parsed) -> explain(e));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // In a query, -word excludes a word.
    line.getSubcommands().get("search").setUnmatchedOptionsArePositionalParams(true);
    if (args.length == 0) {
      line.usage(Terminal.ERR);
      return 2;
    }
    return line.execute(Arguments.asTyped(args));
  }

  private static int explain(Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof BadInputException || cause instanceof ConfigurationException) {
      Terminal.ERR.println("qingting: " + cause.getMessage());
      return 2;
    }
    Logger log = LoggerFactory.getLogger("qingting.command");
    log.error("The command failed", cause);
    if (cause instanceof NoSuchFileException missing) {
      Terminal.ERR.println("qingting: there is no file " + missing.getFile());
      return 2;
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      Terminal.ERR.println("qingting: " + file.getFile() + ": " + file.getReason());
      return 1;
    }
    if (cause instanceof IOException) {
      Terminal.ERR.println("qingting: " + cause.getMessage());
      return 1;
    }
    Terminal.ERR.println("qingting: unexpected: " + cause + " (the log file has more)");
    return 1;
  }
}
