package org.qingting.dashboards;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.qingting.search.OpinionReader;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;

/** Readers that do one thing only. */
final class Readers {
  private Readers() {}

  /** Counts its refreshes and fails them while the counter is negative. */
  static OpinionReader counting(AtomicInteger refreshes) {
    return of(
        name -> {
          if (name.equals("refresh") && refreshes.incrementAndGet() <= 0) {
            throw new IOException("the disk is away");
          }
          return null;
        });
  }

  /** Holds one page and one timeline, whatever is asked. */
  static OpinionReader holding(Page page, List<ToneCount> timeline) {
    return of(
        name ->
            switch (name) {
              case "search" -> page;
              case "timeline" -> timeline;
              default -> throw new UnsupportedOperationException(name);
            });
  }

  /** What a call of a method gives. */
  @FunctionalInterface
  private interface Calls {
    Object to(String method) throws IOException;
  }

  private static OpinionReader of(Calls calls) {
    return (OpinionReader)
        Proxy.newProxyInstance(
            Readers.class.getClassLoader(),
            new Class<?>[] {OpinionReader.class},
            (proxy, method, arguments) -> calls.to(method.getName()));
  }
}
