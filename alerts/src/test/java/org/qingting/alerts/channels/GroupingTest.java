package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.policy.Level;

class GroupingTest {
  private final TestClock clock = new TestClock();
  private final Grouping grouping = new Grouping(clock);

  /** What comes next finds that something was sent just now. */
  private void sendOne() {
    assertThat(grouping.add(Samples.alert("first", Level.ORDINARY, 1))).isPresent();
  }

  @Test
  void theFirstAfterAPause_goesAtOnce() {
    for (int i = 0; i < 3; i++) {
      Notification alert = Samples.alert("a" + i, Level.ORDINARY, 1);
      assertThat(grouping.add(alert)).contains(new Grouping.Due(alert, List.of("a" + i)));
      assertThat(grouping.next()).isEmpty();
      clock.advance(Duration.ofSeconds(30));
    }
  }

  @Test
  void theSecond_isHeldUntilThirtySecondsAfterTheFirst_andGoesAsItIs() {
    sendOne();
    Notification alert = Samples.ordinary();
    assertThat(grouping.add(alert)).isEmpty();
    assertThat(grouping.next()).contains(TestClock.START.plusSeconds(30));
    clock.advance(Duration.ofMillis(29_999));
    assertThat(grouping.due()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(grouping.due()).contains(new Grouping.Due(alert, List.of("a1")));
    assertThat(grouping.due()).isEmpty();
    assertThat(grouping.next()).isEmpty();
  }

  @Test
  void theTwoTopLevels_andTests_goAtOnce() {
    for (Notification urgent :
        List.of(
            Samples.alert("e", Level.EXTREME, 9),
            Samples.alert("m", Level.MAJOR, 9),
            Notification.test(TestClock.START))) {
      assertThat(grouping.add(urgent)).contains(new Grouping.Due(urgent, List.of(urgent.id())));
    }
    sendOne();
    assertThat(grouping.add(Samples.alert("l", Level.LARGE, 9))).isEmpty();
  }

  @Test
  void many_becomeOneMessage_theGravestFirst_theOthersCounted() {
    sendOne();
    for (int i = 0; i < 100; i++) {
      grouping.add(Samples.alert("o" + i, Level.ORDINARY, i));
    }
    grouping.add(Samples.alert("grave", Level.LARGE, 5));
    clock.advance(Duration.ofSeconds(30));
    Grouping.Due due = grouping.due().orElseThrow();
    Digest digest = (Digest) due.message();
    assertThat(digest.top())
        .extracting(Notification::id)
        .startsWith("grave", "o99", "o98")
        .hasSize(10);
    assertThat(digest.others()).isEqualTo(91);
    assertThat(due.ids()).hasSize(101).doesNotHaveDuplicates();
    String words = Wording.of(digest, Markup.MARKDOWN, new PublicUrl("")).within(4096);
    assertThat(words).contains("共 101 项通知", "【较大】", "另有 91 项未列出");
  }

  @Test
  void aNewerStatement_replacesTheHeldOne() {
    sendOne();
    grouping.add(Samples.alert("a", Level.LARGE, 5));
    grouping.add(Samples.alert("a", Level.LARGE, 10));
    clock.advance(Duration.ofSeconds(30));
    Notification sent = (Notification) grouping.due().orElseThrow().message();
    assertThat(sent.counts().observed()).isEqualTo(10);
    grouping.add(Samples.alert("b", Level.LARGE, 5));
    assertThat(grouping.add(Samples.alert("b", Level.MAJOR, 50))).isPresent();
    assertThat(grouping.next()).isEmpty();
  }

  @Test
  void tenThousandInAMinute_becomeFewMessages_andNoneIsLost() {
    List<Grouping.Due> sent = new ArrayList<>();
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = "a" + i;
      all.add(id);
      Level level = i % 2 == 0 ? Level.EXTREME : Level.ORDINARY;
      grouping.add(Samples.alert(id, level, i)).ifPresent(sent::add);
      clock.advance(Duration.ofMillis(6));
      grouping.due().ifPresent(sent::add);
    }
    clock.advance(Duration.ofSeconds(30));
    grouping.due().ifPresent(sent::add);
    assertThat(sent.size()).isLessThanOrEqualTo(15);
    Set<String> covered = new TreeSet<>();
    sent.forEach(due -> covered.addAll(due.ids()));
    assertThat(covered).isEqualTo(all);
  }

  @Test
  void moreThanItMayHold_goesEarly() {
    sendOne();
    Optional<Grouping.Due> due = Optional.empty();
    int added = 0;
    while (due.isEmpty()) {
      due = grouping.add(Samples.alert("a" + added++, Level.ORDINARY, 1));
    }
    assertThat(added).isEqualTo(10_000);
    assertThat(due.orElseThrow().ids()).hasSize(10_000);
  }

  @Test
  void aClockSetBack_holdsNothingLonger() {
    sendOne();
    grouping.add(Samples.ordinary());
    clock.advance(Duration.ofHours(-1));
    assertThat(grouping.due()).isPresent();
  }

  @Test
  void whatWasHeldAndBecameUrgent_leavesTheOthersInTheDigest() {
    sendOne();
    for (int i = 0; i < 12; i++) {
      grouping.add(Samples.alert("h" + i, Level.LARGE, i));
    }
    for (int i = 0; i < 12; i++) {
      grouping.add(Samples.alert("h" + i, Level.EXTREME, i));
      clock.advance(Duration.ofSeconds(2));
    }
    clock.advance(Duration.ofSeconds(30));
    Grouping.Due due = grouping.due().orElseThrow();
    assertThat(due.ids()).hasSize(7);
    assertThat(due.message().level()).isEqualTo(Level.EXTREME);
  }
}
