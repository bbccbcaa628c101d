package org.qingting.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Jurisdiction.Verdict;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.QuietHours;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** Whose clock runs: only what is certainly elsewhere starts none. */
class JurisdictionAndClocksTest {
  @TempDir Path folder;

  @Test
  void whatIsUndecided_startsTheClock_likeWhatIsOurOwn() throws Exception {
    try (Fixture office = new Fixture(folder)) {
      assertThat(taken(office, "a", "山前镇", Verdict.LOCAL).clock()).isNotNull();
      assertThat(taken(office, "b", "某小区", Verdict.UNDECIDED).clock()).isNotNull();
      assertThat(taken(office, "c", "外省县", Verdict.ELSEWHERE).clock()).isNull();
    }
  }

  @Test
  void withoutAJurisdiction_everythingIsUndecided_andClocksRun() throws Exception {
    try (Fixture office =
        new Fixture(folder, Fixture.policy(QuietHours.NONE).with(Jurisdiction.NONE))) {
      assertThat(taken(office, "a", "外省县", Verdict.UNDECIDED).clock()).isNotNull();
    }
  }

  private static CaseFile taken(Fixture office, String id, String place, Verdict where)
      throws Exception {
    Series series = new Series(Series.Kind.PLACE, place);
    CaseFile file =
        office.state(office.alert(id, 1, Alert.Phase.RAISED, series, 10, Fixture.posts(0, 10)));
    assertThat(file.where().effective()).isEqualTo(where);
    office.act(file.id(), new Action.Acknowledge(), Fixture.ZHANG);
    return office.act(file.id(), new Action.SetLevel(Level.ORDINARY, null, ""), Fixture.ZHANG);
  }
}
