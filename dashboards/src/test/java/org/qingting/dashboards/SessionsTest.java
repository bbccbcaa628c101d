package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");

  private final Sessions sessions = new Sessions();

  @Test
  void aSession_endsAfterHalfAnHourWithoutASignOfLife() {
    String token = sessions.begin("zhang", START);
    Instant almost = START.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(sessions.find(token, almost).orElseThrow().staff()).isEqualTo("zhang");
    assertThat(sessions.find(token, almost.plus(Duration.ofMinutes(29)))).isPresent();
    assertThat(sessions.find(token, almost.plus(Duration.ofMinutes(59)))).isEmpty();
    assertThat(sessions.find(token, START)).as("and does not come back").isEmpty();
  }

  @Test
  void aSession_endsAfterTwelveHours_howeverBusy() {
    String token = sessions.begin("zhang", START);
    for (int minutes = 20; minutes < 720; minutes += 20) {
      assertThat(sessions.find(token, START.plus(Duration.ofMinutes(minutes)))).isPresent();
    }
    assertThat(sessions.find(token, START.plus(Duration.ofHours(12)))).isEmpty();
  }

  @Test
  void tokens_areLongAndNeverTheSame() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      tokens.add(sessions.begin("zhang", START));
    }
    assertThat(tokens).hasSize(200).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void tooMany_endTheOneSeenLongestAgo() {
    String first = sessions.begin("zhang", START);
    String second = sessions.begin("wang", START);
    for (int i = 2; i < Sessions.MOST; i++) {
      sessions.begin("li", START);
    }
    assertThat(sessions.find(first, START.plusSeconds(1))).isPresent();
    sessions.begin("li", START.plusSeconds(2));
    assertThat(sessions.find(first, START.plusSeconds(3))).isPresent();
    assertThat(sessions.find(second, START.plusSeconds(3))).isEmpty();
  }
}
