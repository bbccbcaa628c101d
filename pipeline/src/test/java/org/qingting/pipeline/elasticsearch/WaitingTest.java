package org.qingting.pipeline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;
import org.junit.jupiter.api.Test;
import org.qingting.search.elasticsearch.BulkDocument;

/** The pure parts of the sink. */
class WaitingTest {
  private final WaitingRoom room = new WaitingRoom(3, 1000);
  private final List<Duration> pauses = new ArrayList<>();
  private final Door door = new Door(2, 10, room, new Pause(() -> 1), pauses::add);

  private static final RequestInfo REQUEST = () -> 10;

  private void comesBack(int failed) {
    door.registerCompletedRequest(
        new ResultInfo() {
          @Override
          public int getFailedMessages() {
            return failed;
          }

          @Override
          public int getBatchSize() {
            return 10;
          }
        });
  }

  private static RequestEntryWrapper<BulkDocument> entry(String id, int size) {
    return new RequestEntryWrapper<>(new BulkDocument("i", id, 1, "{\"词\":\"警\"}"), size);
  }

  @Test
  void pausesDouble_upToALimit_andBeginAnewOnceSomethingIsTaken() {
    Pause pause = new Pause(() -> 1);
    assertThat(Stream.generate(pause::failed).limit(8).map(Duration::toMillis))
        .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
    pause.succeeded();
    assertThat(pause.failed()).isEqualTo(Duration.ofMillis(250));
    assertThat(new Pause(() -> 0).failed()).isEqualTo(Duration.ofMillis(125));
  }

  @Test
  void requestsThatFailTogether_areOnePause_whichBeginsWhenAllAreBack() {
    door.registerInFlightRequest(REQUEST);
    door.registerInFlightRequest(REQUEST);
    assertThat(door.shouldBlock(REQUEST)).isTrue();
    comesBack(10);
    assertThat(room.isClosed()).isTrue();
    assertThat(pauses).isEmpty();
    comesBack(10);
    assertThat(pauses).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void afterAPause_oneRequestAloneIsTried_untilOneIsTakenWhole() {
    door.registerInFlightRequest(REQUEST);
    comesBack(10);
    room.open();
    assertThat(door.shouldBlock(REQUEST)).isFalse();
    door.registerInFlightRequest(REQUEST);
    assertThat(door.shouldBlock(REQUEST)).isTrue();
    comesBack(0);
    door.registerInFlightRequest(REQUEST);
    assertThat(door.shouldBlock(REQUEST)).isFalse();
  }

  @Test
  void aClosedRoom_looksEmpty_andLosesNothing() {
    room.add(entry("a", 10), false);
    room.add(entry("b", 10), true);
    room.close();
    assertThat(room.isEmpty()).isTrue();
    assertThat(room.size()).isZero();
    assertThat(room.totalSizeInBytes()).isZero();
    assertThat(room.count()).isEqualTo(2);
    assertThat(room.getBufferedState()).hasSize(2);
    room.open();
    assertThat(room.poll().getRequestEntry().id()).isEqualTo("b");
    assertThat(room.totalSizeInBytes()).isEqualTo(10);
  }

  @Test
  void aRoom_isFullByCount_orByBytes() {
    room.add(entry("a", 999), false);
    assertThat(room.isFull()).isFalse();
    room.add(entry("b", 1), false);
    assertThat(room.isFull()).isTrue();
    assertThat(room.size()).isEqualTo(3);
  }

  @Test
  void whatWaits_isWrittenAndReadAgain() throws IOException {
    WaitingDocuments codec = new WaitingDocuments();
    String longer = "警".repeat(40_000);
    RequestEntryWrapper<BulkDocument> large =
        new RequestEntryWrapper<>(new BulkDocument("i", "large", 0, longer), 7);
    byte[] bytes = codec.serialize(new BufferedRequestState<>(List.of(entry("a", 5), large)));
    assertThat(codec.deserialize(codec.getVersion(), bytes).getBufferedRequestEntries())
        .extracting(RequestEntryWrapper::getRequestEntry)
        .containsExactly(entry("a", 5).getRequestEntry(), large.getRequestEntry());
  }
}
