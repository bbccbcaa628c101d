package org.qingting.pipeline.elasticsearch;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * Lets so many requests out at once. With the first failure it closes the waiting room; once all
 * requests that were under way have come back, a pause begins, and after it one request alone is
 * tried. Used by one thread.
 */
final class Door implements RateLimitingStrategy {
  private final int maxInFlight;
  private final int maxBatch;
  private final WaitingRoom room;
  private final Pause pause;
  private final Consumer<Duration> onPause;
  private int inFlight;
  private boolean failing;

  /**
   * An open door.
   *
   * @param onPause told when a pause begins, and how long it is; opens the room after it
   */
  Door(int maxInFlight, int maxBatch, WaitingRoom room, Pause pause, Consumer<Duration> onPause) {
    this.maxInFlight = maxInFlight;
    this.maxBatch = maxBatch;
    this.room = room;
    this.pause = pause;
    this.onPause = onPause;
  }

  @Override
  public void registerInFlightRequest(RequestInfo request) {
    inFlight++;
  }

  @Override
  public void registerCompletedRequest(ResultInfo result) {
    inFlight--;
    if (result.getFailedMessages() < result.getBatchSize()) {
      // Something was taken: pauses begin anew with the shortest.
      pause.succeeded();
    }
    if (result.getFailedMessages() > 0) {
      failing = true;
      room.close();
    } else if (!room.isClosed()) {
      failing = false;
    }
    if (room.isClosed() && inFlight == 0) {
      onPause.accept(pause.failed());
    }
  }

  @Override
  public boolean shouldBlock(RequestInfo request) {
    return inFlight >= (failing ? 1 : maxInFlight);
  }

  @Override
  public int getMaxBatchSize() {
    return maxBatch;
  }
}
