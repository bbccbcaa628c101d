package org.qingting.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time runs the desk. */
class DeskLeaseTest {
  private static final Duration LENGTH = Duration.ofSeconds(15);
  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  @TempDir Path folder;
  private DeskStore store;
  private DeskLease first;
  private DeskLease second;

  @BeforeEach
  void open() throws IOException {
    store = SqliteDeskStore.open(folder.resolve("desk.db"));
    first = new DeskLease(store, "first", LENGTH);
    second = new DeskLease(store, "second", LENGTH);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private static Instant after(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  @Test
  void whoComesFirst_hasIt_andKeepsItByRenewing() throws IOException {
    assertThat(first.renew(after(0))).isTrue();
    for (int second = 5; second <= 120; second += 5) {
      assertThat(first.renew(after(second))).isTrue();
      assertThat(this.second.renew(after(second))).isFalse();
    }
    assertThat(first.isHeld(after(134))).isTrue();
    assertThat(first.isHeld(after(135))).isFalse();
  }

  @Test
  void aHolderThatIsSilent_losesIt_afterAWholeLength_andNotBefore() throws IOException {
    first.renew(after(0));
    assertThat(second.renew(after(1))).isFalse();
    assertThat(second.renew(after(15))).isFalse();
    assertThat(second.renew(after(16))).isTrue();
    assertThat(first.isHeld(after(16))).isFalse();
    assertThat(first.renew(after(17))).isFalse();
    assertThat(second.renew(after(18))).isTrue();
  }

  @Test
  void aClockThatIsWrongByHours_takesNothingFromALivingHolder() throws IOException {
    first.renew(after(0));
    assertThat(second.renew(after(7200))).isFalse();
    first.renew(after(5));
    assertThat(second.renew(after(7200 + 20))).isFalse();
    first.renew(after(10));
    assertThat(second.renew(after(7200 + 40))).isFalse();
  }

  @Test
  void whoLetsGo_isFollowedAtOnce() throws IOException {
    first.renew(after(0));
    first.release();
    assertThat(first.isHeld(after(1))).isFalse();
    assertThat(second.renew(after(1))).isTrue();
    first.release();
    assertThat(second.renew(after(2))).isTrue();
  }

  @Test
  void whoComesAgainUnderANewName_waitsLikeAnyOther() throws IOException {
    first.renew(after(0));
    DeskLease again = new DeskLease(store, "first, started again", LENGTH);
    assertThat(again.renew(after(2))).isFalse();
    assertThat(again.renew(after(17))).isTrue();
  }

  @Test
  void ofTwoThatTakeOverAtOnce_oneWins() throws IOException {
    first.renew(after(0));
    DeskLease third = new DeskLease(store, "third", LENGTH);
    second.renew(after(1));
    third.renew(after(1));
    assertThat(second.renew(after(20))).isTrue();
    assertThat(third.renew(after(20))).isFalse();
  }
}
