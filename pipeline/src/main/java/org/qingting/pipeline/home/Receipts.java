package org.qingting.pipeline.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.qingting.pipeline.job.Receipt;
import org.qingting.pipeline.job.ReceiptBook;

/** What became of imports: a small file each, which the importing process waits for. */
public final class Receipts {
  private final Path folder;

  public Receipts(HomePaths paths) {
    this.folder = paths.receipts();
  }

  /** Where the job states them. */
  public static ReceiptBook book(HomePaths paths) {
    String folder = paths.receipts().toString();
    return receipt -> write(Path.of(folder), receipt);
  }

  private static void write(Path folder, Receipt receipt) throws IOException {
    // On a cluster nothing else has made it where the job runs.
    Files.createDirectories(folder);
    Path part = folder.resolve(receipt.batch() + ".part");
    Files.writeString(
        part,
        receipt.indexed() + " " + receipt.duplicates() + " " + receipt.unreadable(),
        StandardCharsets.US_ASCII);
    Files.move(
        part,
        folder.resolve(receipt.batch()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the job has stated about a batch so far. */
  public Optional<Receipt> of(String batch) throws IOException {
    try {
      String[] counts =
          Files.readString(folder.resolve(batch), StandardCharsets.US_ASCII).split(" ", 3);
      return Optional.of(
          new Receipt(
              batch,
              Long.parseLong(counts[0]),
              Long.parseLong(counts[1]),
              Long.parseLong(counts[2])));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Throws away a receipt that was read to its end. */
  public void forget(String batch) throws IOException {
    Files.deleteIfExists(folder.resolve(batch));
  }
}
