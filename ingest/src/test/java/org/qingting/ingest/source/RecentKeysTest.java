package org.qingting.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
  @Property(tries = 200)
  void remembersTheLastHalfOfItsCapacity_andNeverHoldsMore(
      @ForAll @Size(max = 300) List<Long> keys, @ForAll @IntRange(min = 2, max = 50) int capacity)
      throws IOException {
    RecentKeys recent = new RecentKeys(capacity);
    keys.forEach(recent::addIfNew);
    assertThat(recent.size()).isLessThanOrEqualTo(2 * (capacity / 2));
    byte[] state = bytes(recent);
    for (int i = Math.max(0, keys.size() - capacity / 2); i < keys.size(); i++) {
      // Asking counts as meeting, so each question is put to a set of its own.
      assertThat(read(state, capacity).contains(keys.get(i))).isTrue();
    }
  }

  @Property(tries = 100)
  void isTheSameAfterWritingAndReading(@ForAll @Size(max = 200) List<Long> keys)
      throws IOException {
    RecentKeys recent = new RecentKeys(60);
    keys.forEach(recent::addIfNew);
    byte[] written = bytes(recent);
    RecentKeys read = RecentKeys.read(new DataInputStream(new ByteArrayInputStream(written)), 60);
    assertThat(bytes(read)).isEqualTo(written);
    for (long key : keys) {
      assertThat(read.contains(key)).isEqualTo(recent.contains(key));
    }
  }

  @Test
  void keepsWhatIsMetAgainAndAgain() {
    RecentKeys recent = new RecentKeys(10);
    recent.addIfNew(-1);
    for (long key = 0; key < 1000; key++) {
      recent.addIfNew(key);
      assertThat(recent.contains(-1)).isTrue();
    }
    assertThat(recent.contains(5)).isFalse();
  }

  private static RecentKeys read(byte[] state, int capacity) throws IOException {
    return RecentKeys.read(new DataInputStream(new ByteArrayInputStream(state)), capacity);
  }

  private static byte[] bytes(RecentKeys keys) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keys.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
