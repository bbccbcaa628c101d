package org.qingting.acceptance.cluster.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** One file a key, overwritten at each checkpoint: idempotent, as documents of an index are. */
final class ResultFiles implements Sink<Result> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  ResultFiles(String folder) {
    this.folder = folder;
  }

  @Override
  public SinkWriter<Result> createWriter(WriterInitContext context) throws IOException {
    Path results = Path.of(folder);
    Files.createDirectories(results);
    String mark = "." + context.getTaskInfo().getIndexOfThisSubtask();
    return new SinkWriter<>() {
      private final Map<Long, Result> newest = new HashMap<>();

      @Override
      public void write(Result result, Context written) {
        newest.put(result.key(), result);
      }

      @Override
      public void flush(boolean end) throws IOException {
        for (Result result : newest.values()) {
          Path part = results.resolve(result.key() + mark);
          Files.writeString(part, result.count() + " " + result.sum());
          Files.move(
              part,
              results.resolve(Long.toString(result.key())),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
        newest.clear();
      }

      @Override
      public void close() {
        // What was not flushed belongs to no checkpoint and comes again.
      }
    };
  }
}
