package org.qingting.pipeline.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * Keeps the decoded state of the busiest keys in memory and writes it back, as the pure class's own
 * versioned bytes, before each checkpoint and when a key leaves the memory. Without it every post
 * would decode and encode the history of each of its series.
 *
 * @param <S> the pure class's state
 */
abstract class CachingOperator<S, I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O> {
  private static final long serialVersionUID = 1L;

  private static final int MAX_CACHED = 1024;

  private transient ValueState<byte[]> stored;
  private transient Map<String, Cached<S>> cache;

  /** One key's state in memory. */
  static final class Cached<S> {
    final S state;
    boolean changed;

    Cached(S state) {
      this.state = state;
    }
  }

  /** How long an untouched key is remembered. */
  abstract StateTtlConfig remembered();

  abstract S decode(byte[] bytes);

  abstract byte[] encode(S state);

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ValueStateDescriptor<byte[]> descriptor =
        new ValueStateDescriptor<>("state", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    descriptor.enableTimeToLive(remembered());
    stored = context.getKeyedStateStore().getState(descriptor);
    cache = new LinkedHashMap<>(64, 0.75f, true);
  }

  /** A key's state, begun where there is none; valid until {@link #trim}. */
  final Cached<S> load(String key, Supplier<S> begin) {
    Cached<S> cached = cache.get(key);
    if (cached == null) {
      setCurrentKey(key);
      try {
        byte[] bytes = stored.value();
        cached = new Cached<>(bytes == null ? begin.get() : decoded(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      cache.put(key, cached);
    }
    return cached;
  }

  private S decoded(byte[] bytes) {
    try {
      return decode(bytes);
    } catch (IllegalArgumentException e) {
      // No restart reads what a newer program wrote, or what is damaged.
      throw new SuppressRestartsException(e);
    }
  }

  /** Makes room in memory; to be called when no state that was loaded is in use any more. */
  final void trim() throws IOException {
    Iterator<Map.Entry<String, Cached<S>>> oldest = cache.entrySet().iterator();
    while (cache.size() > MAX_CACHED) {
      Map.Entry<String, Cached<S>> entry = oldest.next();
      store(entry.getKey(), entry.getValue());
      oldest.remove();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    for (Map.Entry<String, Cached<S>> entry : cache.entrySet()) {
      store(entry.getKey(), entry.getValue());
    }
  }

  private void store(String key, Cached<S> cached) throws IOException {
    if (cached.changed) {
      setCurrentKey(key);
      stored.update(encode(cached.state));
      cached.changed = false;
    }
  }
}
