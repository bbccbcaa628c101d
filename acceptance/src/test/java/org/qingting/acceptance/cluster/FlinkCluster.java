package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.qingting.pipeline.submit.SessionCluster;

/**
 * A real session cluster on loopback and free ports, from a folder of Flink's jars that the build
 * has copied. Jobs survive the JobManager through ZooKeeper.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SMALL_HEAP = 256;
  private static final String JOB_MANAGER = "jobmanager";
  private static final List<String> OPENED =
      List.of(
          "java.lang", "java.util", "java.util.concurrent", "java.net", "java.nio", "java.time");

  private final ClusterFiles files;
  private final Map<String, Process> processes = new TreeMap<>();

  private FlinkCluster(ClusterFiles files) {
    this.files = files;
  }

  /**
   * Starts one and waits until it can take jobs.
   *
   * @param work an empty folder, for all that the cluster writes
   * @param taskManagers how many, of two slots each
   */
  public static FlinkCluster start(Path work, int taskManagers)
      throws IOException, InterruptedException {
    return start(work, taskManagers, SMALL_HEAP);
  }

  /**
   * The same, for a job that needs more.
   *
   * @param taskHeap megabytes of heap that the tasks of a TaskManager share
   */
  public static FlinkCluster start(Path work, int taskManagers, int taskHeap)
      throws IOException, InterruptedException {
    ClusterFiles files = new ClusterFiles(work.toAbsolutePath(), freePort(), freePort(), taskHeap);
    files.write();
    FlinkCluster cluster = new FlinkCluster(files);
    try {
      cluster.startZooKeeper();
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager(i);
      }
      cluster.awaitTaskManagers(taskManagers);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The address of Flink's REST API. */
  public URI rest() {
    return URI.create("http://127.0.0.1:" + files.restPort());
  }

  /** The same as a client. */
  public SessionCluster client() {
    return new SessionCluster(rest());
  }

  /** Ends a TaskManager without warning, as a lost machine does. */
  public void killTaskManager(int i) throws InterruptedException {
    kill("taskmanager-" + i);
  }

  /** Starts a TaskManager of that number, which has none now. */
  public void startTaskManager(int i) throws IOException {
    String name = "taskmanager-" + i;
    start(
        name,
        files.taskHeap() + ClusterFiles.FRAMEWORK_HEAP,
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "--configDir",
        files.conf().toString(),
        "-D",
        "taskmanager.resource-id=" + name + "-" + System.nanoTime(),
        "-D",
        "io.tmp.dirs=" + files.tmp(name));
  }

  /** Ends the JobManager without warning. */
  public void killJobManager() throws InterruptedException {
    kill(JOB_MANAGER);
  }

  /** Starts a JobManager, and waits until it answers; it finds its jobs in ZooKeeper. */
  public void startJobManager() throws IOException, InterruptedException {
    start(
        JOB_MANAGER,
        320,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "--configDir",
        files.conf().toString(),
        "-D",
        "io.tmp.dirs=" + files.tmp(JOB_MANAGER));
    awaitTaskManagers(0);
  }

  /** Waits until so many TaskManagers are registered. */
  public void awaitTaskManagers(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasTaskManagers(count)) {
      for (Map.Entry<String, Process> each : processes.entrySet()) {
        if (!each.getValue().isAlive() || System.nanoTime() > deadline) {
          throw new IOException("the cluster is not there: " + log(each.getKey()));
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean hasTaskManagers(int count) {
    try {
      return client().size().taskManagers() >= count;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a process has logged: {@code jobmanager}, {@code taskmanager-0}, {@code zookeeper}. */
  public String log(String process) throws IOException {
    return Files.readString(files.log(process));
  }

  private void startZooKeeper() throws IOException {
    start(
        "zookeeper",
        64,
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        "--zkConfigFile",
        files.zooKeeper().toString(),
        "--peerId",
        "1");
  }

  private void start(String name, int heapMegabytes, String main, String... arguments)
      throws IOException {
    Files.createDirectories(files.tmp(name));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+UseSerialGC");
    for (String opened : OPENED) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Djava.io.tmpdir=" + files.tmp(name));
    command.add("-Dlog4j2.configurationFile=" + files.conf().resolve("log4j.properties").toUri());
    command.add("-cp");
    command.add(Path.of(System.getProperty("qingting.flink")).toAbsolutePath() + "/*");
    command.add(main);
    command.addAll(List.of(arguments));
    processes.put(
        name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log(name).toFile()))
            .start());
  }

  private void kill(String name) throws InterruptedException {
    processes.remove(name).destroyForcibly().waitFor();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    for (Process process : processes.values()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
