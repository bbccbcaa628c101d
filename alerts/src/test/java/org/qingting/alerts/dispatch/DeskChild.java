package org.qingting.alerts.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.channels.Channel;
import org.qingting.alerts.channels.Digest;
import org.qingting.alerts.channels.Message;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.channels.Outcome;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.notices.Notices;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * A desk in a process of its own, to be killed: takes alerts and tells of them into a file. Its
 * clock runs a hundred times faster.
 */
final class DeskChild {
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final Ears EARS = new Ears(List.of("file"), Set.of());

  private DeskChild() {}

  /** Arguments: folder, name of the alerts, how many, how many milliseconds since the start. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    long began = System.nanoTime();
    Instant from = START.plusMillis(Long.parseLong(args[3]));
    InstantSource clock = () -> from.plusNanos(100 * (System.nanoTime() - began));
    AlertDesk desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    Casebook casebook = new Casebook(desk, DeskPolicy.DEFAULT, EARS);
    Notices notices =
        new Notices(desk, casebook, EARS, List.of(), from, ZoneId.of("Asia/Shanghai"));
    try (FileChannel told =
            FileChannel.open(
                folder.resolve("told"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Dispatcher dispatcher =
            new Dispatcher(
                casebook,
                notices,
                List.of(new FileTold(told)),
                Set.of(),
                file -> List.of(),
                (staff, caseId, now) -> "/",
                List.of(),
                clock,
                name -> new AtOnce())) {
      int alerts = Integer.parseInt(args[2]);
      for (int i = 0; ; i++) {
        if (i < alerts) {
          String id = args[1] + "-" + i;
          desk.accept(alert(id, clock.instant()), List.of(), clock.instant());
          System.out.println(id);
        } else if (alerts == 0 && i > 0 && isQuiet(casebook)) {
          return;
        }
        dispatcher.round();
      }
    }
  }

  private static boolean isQuiet(Casebook casebook) throws IOException {
    return casebook.pending(START.plus(Duration.ofDays(1)), 1000).isEmpty();
  }

  private static Alert alert(String id, Instant now) {
    return new Alert(
        id,
        0,
        Alert.Phase.RAISED,
        new Series(Series.Kind.PLACE, id),
        now,
        now,
        10,
        1,
        10,
        1,
        0,
        List.of(id),
        false,
        "test",
        20,
        0.1,
        100,
        Alert.Trigger.BURST);
  }

  /** Durable once it returns, as if a service had taken it. */
  private record FileTold(FileChannel told) implements Channel {
    @Override
    public String name() {
      return "file";
    }

    @Override
    public Outcome send(Message message, int failures) {
      String ids =
          message instanceof Digest digest
              ? digest.top().stream().map(Notification::id).collect(Collectors.joining("\n"))
              : message.id();
      try {
        told.write(ByteBuffer.wrap((ids + "\n").getBytes(StandardCharsets.UTF_8)));
        told.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Outcome.Delivered("");
    }
  }
}
