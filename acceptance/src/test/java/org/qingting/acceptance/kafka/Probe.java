package org.qingting.acceptance.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.qingting.model.Arrival;

/**
 * Behind a source, alone: notes what arrives, how far time has come, and who came too late. What it
 * noted is found by name, since a job takes a copy of its operators.
 */
final class Probe extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<Arrival, Void> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Noted> ALL = new ConcurrentHashMap<>();

  private final String name;

  Probe(String name) {
    this.name = name;
    ALL.put(name, new Noted());
  }

  /** What was noted. */
  static final class Noted {
    final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Arrival> late = new ConcurrentLinkedQueue<>();
    final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
    final AtomicInteger opened = new AtomicInteger();
    final AtomicBoolean failNow = new AtomicBoolean();
  }

  static Noted noted(String name) {
    return ALL.get(name);
  }

  /** A job that begins again begins with no time. */
  @Override
  public void open() throws Exception {
    super.open();
    noted(name).watermark.set(Long.MIN_VALUE);
    noted(name).opened.incrementAndGet();
  }

  @Override
  public void processElement(StreamRecord<Arrival> element) {
    Noted noted = noted(name);
    if (noted.failNow.compareAndSet(true, false)) {
      throw new IllegalStateException("fails once, as the test wants it");
    }
    noted.arrivals.add(element.getValue());
    if (element.getTimestamp() <= noted.watermark.get()) {
      noted.late.add(element.getValue());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    noted(name).watermark.set(mark.getTimestamp());
    super.processWatermark(mark);
  }
}
