package org.qingting.pipeline.kafka;

import java.time.Instant;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.PrivacyKeys;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.FetchReport;
import org.qingting.model.Post;

/** What the tests of this package send around. */
final class Sample {
  static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

  private Sample() {}

  static Arrival post(int number) {
    String id = java.util.HexFormat.of().toHexDigits(number, 8).repeat(4);
    return Arrival.of(
        new Post(
            id,
            "https://bbs.example.com/" + number,
            "bbs",
            Channel.LETTERS,
            AT.plusSeconds(number),
            AT.plusSeconds(number + 60),
            "标题 \"引号\"",
            "第一段\n第二段",
            "",
            id,
            new Engagement(1, 2, 3, number)),
        -number,
        "b1");
  }

  static Arrival report() {
    return Arrival.of(
        new FetchReport("bbs", AT, FetchReport.Outcome.FAILED, 0, "http 503 from the server"));
  }

  static Anonymizer anonymizer() {
    byte[] key = new byte[32];
    return new Anonymizer(new PrivacyKeys(key, key));
  }
}
