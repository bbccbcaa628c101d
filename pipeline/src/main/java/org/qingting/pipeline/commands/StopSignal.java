package org.qingting.pipeline.commands;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, or the end of a service: the program is asked to stop, and is waited for. */
final class StopSignal implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 5;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens for it; to be closed once everything has stopped. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::received, "stop"));
    return signal;
  }

  private void received() {
    stop.countDown();
    try {
      stopped.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for it for so long; whether it came. */
  boolean await(long seconds) throws InterruptedException {
    return stop.await(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
