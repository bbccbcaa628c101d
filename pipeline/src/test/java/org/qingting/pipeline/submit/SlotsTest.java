package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.qingting.pipeline.submit.SessionCluster.Size;

class SlotsTest {
  @Test
  void aClusterWithoutTaskManagers_hasNoRoom() {
    assertThat(Slots.lack(new Size("2.3.0", 0, 0, 0), OptionalInt.empty(), false))
        .hasValueSatisfying(why -> assertThat(why).contains("no TaskManager"));
  }

  @Test
  void whatIsLargerThanTheCluster_neverFits_evenInPlaceOfAnother() {
    assertThat(Slots.lack(new Size("2.3.0", 2, 4, 4), OptionalInt.of(5), true))
        .hasValueSatisfying(why -> assertThat(why).contains("needs 5 slots").contains("has 4"));
  }

  @Test
  void slotsOfOtherJobs_areNotFree_butThoseOfThePredecessorBecomeFree() {
    Size size = new Size("2.3.0", 2, 4, 1);
    assertThat(Slots.lack(size, OptionalInt.of(2), false))
        .hasValueSatisfying(why -> assertThat(why).contains("leave 1 of 4"));
    assertThat(Slots.lack(size, OptionalInt.of(2), true)).isEmpty();
    assertThat(Slots.lack(size, OptionalInt.empty(), false)).isEmpty();
  }
}
