package org.qingting.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

class OpinionCodecTest {

  @Test
  void anOpinion_comesBackAsItWas() throws IOException {
    Opinion opinion = opinion(List.of("death", "minor"));
    assertThat(OpinionCodec.decode(new BytesRef(OpinionCodec.encode(opinion)))).isEqualTo(opinion);
  }

  @Test
  void whatTheFirstLayoutHolds_isRead_withoutLeads() throws IOException {
    try (InputStream in = OpinionCodecTest.class.getResourceAsStream("opinion-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      assertThat(OpinionCodec.decode(new BytesRef(HexFormat.of().parseHex(hex))))
          .isEqualTo(opinion(List.of()));
    }
  }

  @Test
  void aNewerLayout_isRefused_withWhatToDo() throws IOException {
    byte[] bytes = OpinionCodec.encode(opinion(List.of()));
    bytes[0] = 3;
    assertThatThrownBy(() -> OpinionCodec.decode(new BytesRef(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("layout 3")
        .hasMessageContaining("index anew");
  }

  private static Opinion opinion(List<String> leads) {
    Post post =
        new Post(
            "0123456789abcdef0123456789abcdef",
            "http://news.example/1.html",
            "news",
            Channel.ONLINE,
            Instant.parse("2026-05-01T04:00:00Z"),
            Instant.parse("2026-05-01T04:05:00.5Z"),
            "示例标题",
            "示例镇派出所的示例正文。",
            "",
            "",
            new Engagement(1, 2, 3, 400));
    Analysis analysis =
        new Analysis(
            "示例镇 派出所 示例 正文",
            true,
            List.of("派出所"),
            Tone.NEGATIVE,
            0.75f,
            0.125f,
            0.125f,
            List.of("inaction"),
            List.of("示例镇"),
            List.of("示例", "正文"),
            "tone-1+lexicon-1",
            leads);
    return new Opinion(post, analysis, "fedcba9876543210fedcba9876543210");
  }
}
