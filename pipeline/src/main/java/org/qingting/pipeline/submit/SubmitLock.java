package org.qingting.pipeline.submit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Two submissions at once would both start from the same state. */
final class SubmitLock implements Closeable {
  private final FileChannel channel;

  private SubmitLock(FileChannel channel) {
    this.channel = channel;
  }

  static SubmitLock take(Path checkpoints) throws IOException {
    Files.createDirectories(checkpoints);
    FileChannel channel =
        FileChannel.open(
            checkpoints.resolve("submit.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw SubmissionException.failed(
          "another 'qingting submit' works on " + checkpoints + ": wait for its end");
    }
    return new SubmitLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
