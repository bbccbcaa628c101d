package org.qingting.pipeline.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, so that it can really be killed. */
final class QingtingProcess implements AutoCloseable {
  private final Process process;
  private final Path home;
  private final Path output;

  private QingtingProcess(Process process, Path home, Path output) {
    this.home = home;
    this.process = process;
    this.output = output;
  }

  static QingtingProcess start(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    for (String open : new String[] {"java.util", "java.lang", "java.time", "java.nio"}) {
      command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.qingting.pipeline.Qingting");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("qingting", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("QINGTING_HOME", home.toString());
    return new QingtingProcess(builder.start(), home, output);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  /** Ctrl-C. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int waitFor(long seconds) throws InterruptedException, IOException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after " + seconds + " s: " + output());
    }
    return process.exitValue();
  }

  boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** What it printed, and the end of its log. */
  String output() throws IOException {
    Path log = home.resolve("logs").resolve("qingting.log");
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return Files.readString(output)
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
  }

  @Override
  public void close() throws Exception {
    kill();
    Files.deleteIfExists(output);
  }
}
