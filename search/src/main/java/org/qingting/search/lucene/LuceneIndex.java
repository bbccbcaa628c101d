package org.qingting.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.qingting.search.OpinionIndex;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;

/**
 * Opinions in a Lucene index in one directory of the local disk. Thread-safe. The directory is made
 * when a writer is first opened and holds nothing but the index; a writer's lock ends with its
 * process, however that ends.
 */
public final class LuceneIndex implements OpinionIndex {
  /** How a directory is opened; a test puts a failing disk here. */
  interface Disk {
    Directory open(Path path) throws IOException;
  }

  private final Path path;
  private final Disk disk;
  private final Supplier<String> sessions;

  /** An index in this directory, which need not exist yet. */
  public LuceneIndex(Path directory) {
    this(directory, FSDirectory::open, LuceneIndex::randomSession);
  }

  /**
   * An index with its surroundings given.
   *
   * @param sessions names no two writers may share, of letters and digits
   */
  LuceneIndex(Path directory, Disk disk, Supplier<String> sessions) {
    this.path = Objects.requireNonNull(directory, "directory");
    this.disk = disk;
    this.sessions = sessions;
  }

  @Override
  public OpinionWriter openWriter(String commit) throws IOException {
    return LuceneWriter.open(path, disk, commit, sessions.get());
  }

  @Override
  public OpinionReader openReader() throws IOException {
    return new LuceneReader(Snapshots.open(path, disk));
  }

  private static String randomSession() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
