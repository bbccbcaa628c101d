package org.qingting.pipeline.job;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.control.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people decided, as a source: reads the control log from the place that a checkpoint holds,
 * so that after a crash the job hears again what it had not yet stored. Runs once; always idle, so
 * that it never holds back time. While the log cannot be read it waits.
 */
final class ControlSource
    implements Source<Decision.Sensitivity, ControlSource.Place, Boolean>,
        ResultTypeQueryable<Decision.Sensitivity> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ControlSource.class);
  private static final long EVERY_MILLIS = 1000;
  private static final int BATCH = 100;

  private final ControlReader.Opener opener;

  ControlSource(ControlReader.Opener opener) {
    this.opener = opener;
  }

  /** How far the log was read. */
  record Place(long sequence) implements SourceSplit, Serializable {
    @Override
    public String splitId() {
      return "control";
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public TypeInformation<Decision.Sensitivity> getProducedType() {
    return TypeInformation.of(Decision.Sensitivity.class);
  }

  @Override
  public SourceReader<Decision.Sensitivity, Place> createReader(SourceReaderContext context) {
    return new Reading(opener);
  }

  @Override
  public SplitEnumerator<Place, Boolean> createEnumerator(SplitEnumeratorContext<Place> context) {
    return new Handing(context, false);
  }

  @Override
  public SplitEnumerator<Place, Boolean> restoreEnumerator(
      SplitEnumeratorContext<Place> context, Boolean handed) {
    return new Handing(context, handed);
  }

  @Override
  public SimpleVersionedSerializer<Place> getSplitSerializer() {
    return new PlaceSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new HandedSerializer();
  }

  private static final class PlaceSerializer implements SimpleVersionedSerializer<Place> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Place place) {
      return ByteBuffer.allocate(Long.BYTES).putLong(place.sequence()).array();
    }

    @Override
    public Place deserialize(int version, byte[] bytes) {
      return new Place(ByteBuffer.wrap(bytes).getLong());
    }
  }

  private static final class HandedSerializer implements SimpleVersionedSerializer<Boolean> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Boolean handed) {
      return new byte[] {(byte) (handed ? 1 : 0)};
    }

    @Override
    public Boolean deserialize(int version, byte[] bytes) {
      return bytes[0] == 1;
    }
  }

  /** Hands the one place to the one reader, once. */
  private static final class Handing implements SplitEnumerator<Place, Boolean> {
    private final SplitEnumeratorContext<Place> context;
    private boolean handed;
    private Place back;

    Handing(SplitEnumeratorContext<Place> context, boolean handed) {
      this.context = context;
      this.handed = handed;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<Place> places, int subtask) {
      if (!places.isEmpty()) {
        back = places.get(0);
        handed = false;
      }
    }

    @Override
    public void addReader(int subtask) {
      if (!handed) {
        context.assignSplit(back == null ? new Place(0) : back, subtask);
        handed = true;
      }
    }

    @Override
    public Boolean snapshotState(long checkpoint) {
      return handed;
    }

    @Override
    public void close() {}
  }

  /** Reads on from a place. */
  private static final class Reading implements SourceReader<Decision.Sensitivity, Place> {
    private final ControlReader.Opener opener;
    private final Deque<ControlLog.Entry> read = new ArrayDeque<>();
    private final CompletableFuture<Void> placed = new CompletableFuture<>();
    private ControlReader log;
    private Place place;
    private long nextLook = System.nanoTime();
    private boolean unreadable;

    Reading(ControlReader.Opener opener) {
      this.opener = opener;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Decision.Sensitivity> output) {
      output.markIdle();
      if (place == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (read.isEmpty() && System.nanoTime() - nextLook >= 0) {
        look();
      }
      ControlLog.Entry next = read.poll();
      if (next == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (next.decision() instanceof Decision.Sensitivity decision) {
        output.collect(decision);
        output.markIdle();
      } else {
        LOG.warn("Decision {} of the control log is of a newer program", next.sequence());
      }
      place = new Place(next.sequence());
      return InputStatus.MORE_AVAILABLE;
    }

    private void look() {
      nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
      try {
        if (log == null) {
          log = opener.open();
        }
        read.addAll(log.since(place.sequence(), BATCH));
        unreadable = false;
      } catch (IOException e) {
        if (!unreadable) {
          unreadable = true;
          LOG.warn("The control log cannot be read and is tried again: {}", e.getMessage());
        }
      }
    }

    @Override
    public List<Place> snapshotState(long checkpoint) {
      return place == null ? List.of() : List.of(place);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      if (!placed.isDone()) {
        // Not a moment longer: an import may be over within seconds.
        return placed;
      }
      return CompletableFuture.runAsync(
          () -> {}, CompletableFuture.delayedExecutor(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void addSplits(List<Place> places) {
      place = places.get(0);
      placed.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() throws Exception {
      if (log != null) {
        log.close();
      }
    }
  }
}
