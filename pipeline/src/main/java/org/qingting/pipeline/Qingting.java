package org.qingting.pipeline;

import org.qingting.pipeline.commands.CommandLineInterface;

/** The {@code qingting} program. */
public final class Qingting {
  private Qingting() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(CommandLineInterface.run(args));
  }
}
