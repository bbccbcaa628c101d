package org.qingting.pipeline.job;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.qingting.model.Analysis;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;

/** Posts for operators, and the harness that an operator is put into. */
final class Sample {
  static final Instant FETCHED = Instant.parse("2026-11-20T00:00:00Z");

  private Sample() {}

  static String id(int number) {
    return HexFormat.of().toHexDigits(number, 8).repeat(4);
  }

  static Post post(int number, String text) {
    return new Post(
        id(number), "", "bbs", Channel.ONLINE, FETCHED, FETCHED, "", text, "", "", null);
  }

  static Arrival arrival(int number, String text, String batch) {
    return Arrival.of(post(number, text), 0, batch);
  }

  static Opinion opinion(int number) {
    Analysis analysis =
        new Analysis(
            "民警",
            true,
            List.of("民警"),
            Tone.NEUTRAL,
            0,
            1,
            0,
            List.of(),
            List.of(),
            List.of(),
            "test",
            List.of());
    return new Opinion(post(number, "第" + number + "位民警"), analysis, "");
  }

  static <K, I, O> KeyedOneInputStreamOperatorTestHarness<K, I, O> keyed(
      OneInputStreamOperator<I, O> operator, KeySelector<I, K> key, Class<K> type)
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(operator, key, TypeInformation.of(type));
  }
}
