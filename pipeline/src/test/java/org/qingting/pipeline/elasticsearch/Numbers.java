package org.qingting.pipeline.elasticsearch;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Numbers from 0 at a rate. */
final class Numbers {
  private Numbers() {}

  static DataGeneratorSource<Long> upTo(long count, double perSecond) {
    GeneratorFunction<Long, Long> same = number -> number;
    return new DataGeneratorSource<>(
        same, count, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
  }
}
