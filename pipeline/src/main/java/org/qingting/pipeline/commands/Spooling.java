package org.qingting.pipeline.commands;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.qingting.ingest.intake.ImportReader;
import org.qingting.ingest.intake.Line;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.spool.SpoolWriter;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Intake;

/** Reads one file of posts, masks them, and leaves them in the spool. Used once, by one thread. */
final class Spooling {
  private final Path file;
  private final Channel channel;
  private final Anonymizer anonymizer;
  private final SpoolWriter spool;
  private final Clock clock = Clock.systemUTC();
  private final String batch;
  private final List<Arrival> waiting = new ArrayList<>();
  private BufferedWriter rejectedLines;
  private long read;
  private long accepted;
  private long rejected;

  /** What became of the file's lines. */
  record Counts(long read, long accepted, long rejected) {}

  /**
   * @param spool where the job that is to take the posts looks for them
   */
  Spooling(HomePaths paths, Path spool, Path file, Channel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.anonymizer = Intake.anonymizer(paths, clock.instant());
    this.spool = new SpoolWriter(spool);
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.batch = HexFormat.of().formatHex(random);
  }

  String batch() {
    return batch;
  }

  Path rejectedFile() {
    return file.resolveSibling(file.getFileName() + ".rejected");
  }

  /** Works the file off; when this returns, every good line is durable in the spool. */
  Counts run() throws IOException {
    Files.deleteIfExists(rejectedFile());
    try (InputStream in = Files.newInputStream(file)) {
      ImportReader.read(in, file.getFileName().toString(), this::take);
      flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (rejectedLines != null) {
        rejectedLines.close();
      }
    }
    return new Counts(read, accepted, rejected);
  }

  private void take(Line line) {
    try {
      if (line instanceof Line.Accepted post) {
        read++;
        accept(post);
      } else if (line instanceof Line.Rejected bad) {
        read++;
        reject(bad);
      } else if (line instanceof Line.Note note) {
        Terminal.ERR.println("qingting: " + note.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(Line.Accepted line) throws IOException {
    try {
      waiting.add(
          anonymizer.anonymize(
              line.post(), line.source(), channel, line.outerId(), clock.instant(), batch));
    } catch (IllegalArgumentException e) {
      reject(new Line.Rejected(line.number(), e.getMessage()));
      return;
    }
    accepted++;
    if (waiting.size() == SpoolWriter.BATCH) {
      flush();
    }
  }

  private void reject(Line.Rejected line) throws IOException {
    rejected++;
    if (rejectedLines == null) {
      rejectedLines = Files.newBufferedWriter(rejectedFile());
    }
    rejectedLines.write(line.message());
    rejectedLines.newLine();
  }

  private void flush() throws IOException {
    spool.write(waiting);
    waiting.clear();
  }
}
