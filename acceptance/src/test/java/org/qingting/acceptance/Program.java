package org.qingting.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as an office starts it: a process of its own, in a home. */
public final class Program implements AutoCloseable {
  private static final Path JAR = Path.of("..", "pipeline", "target", "qingting.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it. */
  public static Program start(Path home, String... args) throws IOException {
    Files.createDirectories(home);
    Path out = Files.createTempFile(home.getParent(), "out", ".txt");
    Path err = Files.createTempFile(home.getParent(), "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", JAR.toAbsolutePath().normalize().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .directory(home.getParent().toFile());
    builder.environment().put("QINGTING_HOME", home.toString());
    builder.environment().put("QINGTING_TEST_PASSWORD", "sample-password-1");
    return new Program(builder.start(), out, err);
  }

  /** Runs it to its end. */
  public static Program run(Path home, String... args) throws IOException, InterruptedException {
    Program program = start(home, args);
    program.awaitEnd();
    return program;
  }

  /** Waits for its end. */
  public int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it does not end; it said: " + out() + err());
    }
    return process.exitValue();
  }

  /** Its exit code. */
  public int code() {
    return process.exitValue();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed. */
  public String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** What it complained of. */
  public String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  /** Kills it as the power does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
