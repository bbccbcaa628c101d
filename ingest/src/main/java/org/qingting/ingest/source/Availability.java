package org.qingting.ingest.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The future by which a reader tells that it has something to do. It stays the same until it is
 * completed. No wake-up is lost if whoever brings work first makes it visible and then calls {@link
 * #wake}, and whoever takes work first calls {@link #reset} and then looks for it. Thread-safe.
 */
final class Availability {
  private final AtomicReference<CompletableFuture<Void>> future =
      new AtomicReference<>(new CompletableFuture<>());

  CompletableFuture<Void> future() {
    return future.get();
  }

  void wake() {
    future.get().complete(null);
  }

  void reset() {
    CompletableFuture<Void> current = future.get();
    if (current.isDone()) {
      future.compareAndSet(current, new CompletableFuture<>());
    }
  }
}
