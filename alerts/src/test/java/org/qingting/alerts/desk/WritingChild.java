package org.qingting.alerts.desk;

import java.io.IOException;
import java.nio.file.Path;

/** A process that writes documents until it is killed, and says so after each. */
final class WritingChild {
  private WritingChild() {}

  public static void main(String[] args) throws IOException {
    try (DeskStore store = SqliteDeskStore.open(Path.of(args[0]))) {
      String name = args[1];
      for (int i = 0; i < 1_000_000; i++) {
        if (!store.put(Document.fresh("alert", name + "-" + i, i, "{\"n\":" + i + "}"))) {
          throw new IOException("written before");
        }
        System.out.println(i);
        System.out.flush();
      }
    }
  }
}
