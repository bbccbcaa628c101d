package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.model.Lead;

/** A grave claim from the intake spool to the desk, through checkpoints and a restart. */
class LeadsTest {
  @TempDir Path root;

  @Test
  void aSinglePost_isALeadAtTheDesk_andGrowsAfterARestart() throws IOException {
    Instant now = Instant.now();
    StringBuilder first = new StringBuilder();
    TakenIn.append(first, 1, "武汉市一小区有人被捅死了，派出所的人刚到", now.minusSeconds(600));
    TakenIn.append(first, 2, "武汉市派出所民警走进小学讲防溺水", now.minusSeconds(500));
    TakenIn.append(first, 3, "不知哪里有人被打死了，警察来了", now.minusSeconds(400));
    TakenIn.append(first, 4, "宜昌市昨天有人持枪抢劫，警察封路", now.minus(Duration.ofDays(3)));
    TakenIn.by(root, first.toString(), "aa01");
    Lead lead = leads().get(0);
    assertThat(leads()).hasSize(1);
    assertThat(lead.categories()).containsExactly("death");
    assertThat(lead.place()).isEqualTo("武汉市");
    assertThat(lead.revision()).isZero();
    assertThat(TakenIn.opinions(root)).containsKeys(lead.posts().toArray(String[]::new));
    assertThat(TakenIn.alerts(root)).as("a lead is no alert").isEmpty();

    StringBuilder more = new StringBuilder();
    TakenIn.append(more, 5, "武汉市这个小区刚才出人命了，好多警察", now.minusSeconds(300));
    TakenIn.by(root, first + more.toString(), "aa02");
    assertThat(leads())
        .singleElement()
        .satisfies(
            grown -> {
              assertThat(grown.id()).isEqualTo(lead.id());
              assertThat(grown.revision()).isEqualTo(1);
              assertThat(grown.count()).isEqualTo(2);
            });
  }

  private List<Lead> leads() throws IOException {
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(root).desk()))) {
      return desk.leads(10);
    }
  }
}
