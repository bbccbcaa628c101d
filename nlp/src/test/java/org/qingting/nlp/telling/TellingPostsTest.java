package org.qingting.nlp.telling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

class TellingPostsTest {
  private static final String LONG = "派出所的人把卖菜老人推倒在地还不道歉，在场的街坊都看见了，实在太过分";

  @Test
  void theMostNegativeComesFirst_andNoMoreThanAsked() {
    List<Opinion> all =
        List.of(
            opinion("a", "bbs", "民警说话难听", 0.7f),
            opinion("b", "bbs", "打了人不认账", 0.99f),
            opinion("c", "bbs", "跑了三趟没办成", 0.8f));
    assertThat(ids(TellingPosts.of(all, 2))).containsExactly("b", "c");
    assertThat(TellingPosts.of(List.of(), 5)).isEmpty();
  }

  @Test
  void whatSaysTheSame_isShownOnce() {
    List<Opinion> all =
        List.of(
            opinion("a", "bbs", LONG, 0.99f),
            opinion("b", "bbs", LONG + "！", 0.98f),
            opinion("c", "bbs", "太坏了", 0.97f),
            opinion("d", "bbs", "太坏了", 0.96f),
            opinion("e", "bbs", "窗口排队三小时没人理", 0.6f));
    assertThat(ids(TellingPosts.of(all, 5))).containsExactly("a", "c", "e");
  }

  @Test
  void ofNearlyEqualOnes_aSourceThatHasNotSpokenComesFirst() {
    List<Opinion> all =
        List.of(
            opinion("a", "bbs", "民警说话难听", 0.95f),
            opinion("b", "bbs", "打了人不认账", 0.94f),
            opinion("c", "news", "跑了三趟没办成", 0.9f));
    assertThat(ids(TellingPosts.of(all, 3))).containsExactly("a", "c", "b");
  }

  private static List<String> ids(List<Opinion> opinions) {
    return opinions.stream().map(opinion -> opinion.post().id()).toList();
  }

  private static Opinion opinion(String id, String source, String text, float negative) {
    Instant at = Instant.parse("2026-03-20T04:00:00Z");
    Post post = new Post(id, "", source, Channel.ONLINE, at, at, "", text, "", "", null);
    Analysis analysis =
        new Analysis(
            "",
            true,
            List.of(),
            Tone.NEGATIVE,
            negative,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            "test",
            List.of());
    return new Opinion(post, analysis, "");
  }
}
