package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code qingting} program as a process of its own, to its end.
 *
 * @param exitCode of the process
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record ProgramRun(int exitCode, String out, String err) {

  /** Runs a command of the built program. */
  public static ProgramRun of(String... arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("qingting-run");
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(System.getProperty("qingting.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Its log file goes there, too.
    builder.environment().put("QINGTING_HOME", out.resolveSibling("home").toString());
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("the command does not end: " + Files.readString(err));
    }
    return new ProgramRun(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
