package org.qingting.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.channels.ChannelException;
import org.qingting.alerts.channels.ChannelSettings;
import org.qingting.alerts.channels.Channels;
import org.qingting.alerts.channels.Secret;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.dispatch.Dispatcher;
import org.qingting.alerts.notices.Notices;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * Thousands of alerts in a minute, each of a matter of its own, from the store through cases to a
 * webhook on this machine; and how long a single alert takes on a quiet desk.
 */
final class AlertBurst {
  private static final int ALONE = 10;
  private static final Ears EARS = new Ears(List.of("hook"), Set.of());

  private final AlertDesk desk;
  private final Casebook casebook;
  private final Map<String, Long> arrived = new ConcurrentHashMap<>();
  private final AtomicLong messages = new AtomicLong();

  private AlertBurst(Path folder) throws IOException {
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    casebook = new Casebook(desk, DeskPolicy.DEFAULT, EARS);
  }

  static void run(int alerts) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("qingting-alerts");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      new AlertBurst(folder).measure(server, alerts);
    } finally {
      server.stop(0);
      Folders.delete(folder);
    }
  }

  private void measure(HttpServer server, int alerts) throws IOException, InterruptedException {
    server.setExecutor(Executors.newFixedThreadPool(2, AlertBurst::daemon));
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          messages.incrementAndGet();
          int at = body.indexOf("\"id\":\"");
          arrived.put(body.substring(at + 6, body.indexOf('"', at + 6)), System.nanoTime());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Channels channels;
    try {
      channels =
          Channels.open(
              List.of(
                  new ChannelSettings.Webhook(
                      "hook", Secret.of(url), Secret.of("${env:HOOK}"), null)),
              "",
              name -> "benchmark-secret",
              Clock.systemUTC(),
              () -> 0.5);
    } catch (ChannelException e) {
      throw new IOException(e.getMessage(), e);
    }
    Notices notices =
        new Notices(desk, casebook, EARS, List.of(), Instant.now(), ZoneId.of("Asia/Shanghai"));
    try (Dispatcher dispatcher =
        new Dispatcher(
            casebook,
            notices,
            channels.all(),
            Set.of(),
            file -> List.of(),
            (staff, caseId, now) -> "/",
            List.of(),
            Clock.systemUTC())) {
      dispatcher.start();
      alone();
      burst(alerts);
    }
    desk.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** Grave enough to go at once; the fifth of a few in half a minute is the last that does. */
  private void alone() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < ALONE; i++) {
      String id = "alone-" + i;
      long from = System.nanoTime();
      desk.accept(alert(id, 900), List.of(), Instant.now());
      while (!arrived.containsKey(id + ".0")) {
        LockSupport.parkNanos(1_000_000);
        if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(60)) {
          throw new IOException("the alert was not told within a minute");
        }
      }
      seconds.add((arrived.get(id + ".0") - from) / 1e9);
      TimeUnit.SECONDS.sleep(7);
    }
    Collections.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "one alert, from leaving the job to the channel: median %.2f s, longest %.2f s of %d%n",
        seconds.get(ALONE / 2),
        seconds.get(ALONE - 1),
        ALONE);
  }

  private void burst(int alerts) throws IOException, InterruptedException {
    long before = messages.get();
    long began = System.nanoTime();
    for (int i = 0; i < alerts; i++) {
      desk.accept(alert("burst-" + i, 10 + i % 40), List.of(), Instant.now());
      long due = began + i * TimeUnit.SECONDS.toNanos(60) / alerts;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
    double stated = (System.nanoTime() - began) / 1e9;
    long pending = alerts;
    List<CaseFile> all = List.of();
    while (pending > 0 && System.nanoTime() - began < TimeUnit.MINUTES.toNanos(10)) {
      TimeUnit.MILLISECONDS.sleep(500);
      all = casebook.newest(alerts + ALONE);
      pending =
          alerts
              + ALONE
              - all.stream()
                  .filter(
                      file ->
                          file.deliveries().stream()
                              .noneMatch(each -> each.status() == Delivery.Status.PENDING))
                  .count();
    }
    long delivered =
        all.stream()
            .filter(
                file ->
                    file.deliveries().stream()
                        .anyMatch(each -> each.status() == Delivery.Status.DELIVERED))
            .count();
    System.out.printf(
        Locale.ROOT,
        "%,d alerts stated in %.0f s: %,d of %,d cases told %.0f s later, in %d messages;"
            + " peak heap %d MiB%n",
        alerts,
        stated,
        delivered,
        all.size(),
        (System.nanoTime() - began) / 1e9 - stated,
        messages.get() - before,
        peakHeap() >> 20);
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static Alert alert(String id, long observed) {
    Instant now = Instant.now();
    return new Alert(
        id,
        0,
        Alert.Phase.RAISED,
        new Series(Series.Kind.PLACE, id),
        now.minus(Duration.ofMinutes(10)),
        now,
        observed,
        1,
        observed,
        4,
        0,
        List.of(id + "-1", id + "-2"),
        false,
        "benchmark",
        observed * 2,
        0.1,
        100,
        Alert.Trigger.BURST);
  }
}
