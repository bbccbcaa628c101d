package org.qingting.pipeline.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, so that it can really be killed. */
public final class QingtingProcess implements AutoCloseable {
  private final Process process;
  private final Path home;
  private final Path out;
  private final Path err;

  private QingtingProcess(Process process, Path home, Path out, Path err) {
    this.process = process;
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /** Starts a command with a home of its own. */
  public static QingtingProcess start(Path home, String... arguments) throws IOException {
    return startMain("org.qingting.pipeline.Qingting", home, arguments);
  }

  /** Starts another class the same way. */
  public static QingtingProcess startMain(String main, Path home, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    for (String open : new String[] {"java.util", "java.lang", "java.time", "java.nio"}) {
      command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("qingting", ".out");
    Path err = Files.createTempFile("qingting", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("QINGTING_HOME", home.toString());
    // Chinese arguments reach Java whole only in a UTF-8 locale, as the launcher sets it.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new QingtingProcess(builder.start(), home, out, err);
  }

  /** Gives it all of its standard input; {@code ""} for none. */
  public QingtingProcess give(String input) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  /** Ctrl-C. */
  public void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end and gives its exit code. */
  public int waitFor(long seconds) throws InterruptedException, IOException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after " + seconds + " s: " + output());
    }
    return process.exitValue();
  }

  /** Whether it ends within a time. */
  public boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** What it printed to standard output. */
  public String out() throws IOException {
    return Files.readString(out);
  }

  /** What it printed to standard error. */
  public String err() throws IOException {
    return Files.readString(err);
  }

  /** All that it printed, and the end of its log. */
  public String output() throws IOException {
    Path log = home.resolve("logs").resolve("qingting.log");
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return out()
        + err()
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
  }

  @Override
  public void close() throws Exception {
    kill();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
