package org.qingting.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real program as a process of its own, with its memory watched. Peak heap is the largest
 * occupation before a collection in its log of collections; live heap the largest that one left.
 */
final class Program implements AutoCloseable {
  /** What {@code ./qingting} gives the program. */
  static final String HEAP = "-Xmx768m";

  private static final Pattern PAUSE =
      Pattern.compile("GC\\(\\d+\\) Pause .*? (\\d+)M->(\\d+)M\\(\\d+M\\)");

  private final Process process;
  private final Path folder;
  private long peakResidentKib;
  private double cpuSeconds;

  private Program(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * What a process used.
   *
   * @param peakHeapMib largest heap before a collection; 0 where none happened
   * @param liveHeapMib largest heap after a collection
   * @param peakResidentMib largest resident set; 0 where the system does not tell
   * @param cpuSeconds of all its threads
   */
  record Usage(long peakHeapMib, long liveHeapMib, long peakResidentMib, double cpuSeconds) {}

  /** The program's jar beside this module, or the one of {@code -Dqingting.jar}. */
  static Path jar() {
    String given = System.getProperty("qingting.jar");
    Path jar =
        Path.of(given != null ? given : "pipeline/target/qingting.jar")
            .toAbsolutePath()
            .normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "there is no "
              + jar
              + ": build it, start from the repository's top folder, or give"
              + " -Dqingting.jar=FILE");
    }
    return jar;
  }

  /** Starts it; {@code out} and {@code gc.log} are written to the folder. */
  static Program start(Path folder, Path home, List<String> jvm, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-Xlog:gc:file=" + folder.resolve("gc.log")));
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("QINGTING_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new Program(builder.start(), folder);
  }

  /** Whether it still runs; looks at its memory each time. */
  boolean runs() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (process.isAlive() && Files.isReadable(status)) {
      try {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmHWM:")) {
            peakResidentKib = Long.parseLong(line.replaceAll("\\D", ""));
          }
        }
      } catch (IOException e) {
        // It has just ended.
        return false;
      }
    }
    process
        .info()
        .totalCpuDuration()
        .ifPresent(used -> cpuSeconds = Math.max(cpuSeconds, used.toMillis() / 1e3));
    return process.isAlive();
  }

  /** Waits for its end; gives what it wrote to its standard output. */
  String await() throws IOException, InterruptedException {
    while (runs()) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "the program ended with "
              + process.exitValue()
              + ": "
              + Files.readString(folder.resolve("err")));
    }
    return output();
  }

  /** What it has written to its standard output so far. */
  String output() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  /** What it used until now. */
  Usage usage() throws IOException {
    long peak = 0;
    long live = 0;
    for (String line : Files.readAllLines(folder.resolve("gc.log"))) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        peak = Math.max(peak, Long.parseLong(pause.group(1)));
        live = Math.max(live, Long.parseLong(pause.group(2)));
      }
    }
    return new Usage(peak, live, peakResidentKib / 1024, cpuSeconds);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
