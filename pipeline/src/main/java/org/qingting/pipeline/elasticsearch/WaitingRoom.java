package org.qingting.pipeline.elasticsearch;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.qingting.search.elasticsearch.BulkDocument;

/**
 * Where documents wait to be sent. While it is closed it looks empty: Flink's writer sends until
 * its buffer is empty, and would otherwise spin, or hold up the task and its checkpoints, for as
 * long as the server takes nothing. Used by one thread.
 */
final class WaitingRoom implements RequestBuffer<BulkDocument> {
  private final Deque<RequestEntryWrapper<BulkDocument>> waiting = new ArrayDeque<>();
  private final int maxCount;
  private final long maxBytes;
  private long bytes;
  private boolean closed;

  WaitingRoom(int maxCount, long maxBytes) {
    this.maxCount = maxCount;
    this.maxBytes = maxBytes;
  }

  void close() {
    closed = true;
  }

  void open() {
    closed = false;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isFull() {
    return waiting.size() >= maxCount || bytes >= maxBytes;
  }

  /** How many there are, whether it is closed or not. */
  int count() {
    return waiting.size();
  }

  @Override
  public void add(RequestEntryWrapper<BulkDocument> entry, boolean first) {
    if (first) {
      waiting.addFirst(entry);
    } else {
      waiting.addLast(entry);
    }
    bytes += entry.getSize();
  }

  @Override
  public RequestEntryWrapper<BulkDocument> poll() {
    RequestEntryWrapper<BulkDocument> entry = waiting.poll();
    if (entry != null) {
      bytes -= entry.getSize();
    }
    return entry;
  }

  @Override
  public RequestEntryWrapper<BulkDocument> peek() {
    return waiting.peek();
  }

  @Override
  public boolean isEmpty() {
    return closed || waiting.isEmpty();
  }

  /** Full by bytes is full, too. */
  @Override
  public int size() {
    if (closed) {
      return 0;
    }
    return bytes >= maxBytes ? Math.max(maxCount, waiting.size()) : waiting.size();
  }

  @Override
  public Collection<RequestEntryWrapper<BulkDocument>> getBufferedState() {
    return List.copyOf(waiting);
  }

  @Override
  public long totalSizeInBytes() {
    return closed ? 0 : bytes;
  }
}
