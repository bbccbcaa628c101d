package org.qingting.search.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;

/**
 * The newest committed state of an index, as seen at the last refresh; empty while there is none.
 * Every use holds its snapshot to the end, whatever is refreshed meanwhile. Thread-safe.
 */
final class Snapshots implements Closeable {
  /** Something that is asked of one snapshot. */
  interface Use<T> {
    T of(IndexSearcher searcher) throws IOException;
  }

  private final Path path;
  private final LuceneIndex.Disk disk;
  private final Object refreshing = new Object();
  private Directory directory;
  private IndexReader current;
  private CommitName commit = CommitName.NONE;
  private boolean closed;

  private Snapshots(Path path, LuceneIndex.Disk disk) throws IOException {
    this.path = path;
    this.disk = disk;
    this.current = new MultiReader();
  }

  static Snapshots open(Path path, LuceneIndex.Disk disk) throws IOException {
    Snapshots snapshots = new Snapshots(path, disk);
    boolean opened = false;
    try {
      snapshots.refresh();
      opened = true;
      return snapshots;
    } finally {
      if (!opened) {
        snapshots.close();
      }
    }
  }

  <T> T use(Use<T> use) throws IOException {
    IndexReader reader = acquire();
    try {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new TextSimilarity());
      return use.of(searcher);
    } finally {
      reader.decRef();
    }
  }

  private synchronized IndexReader acquire() throws IOException {
    if (closed) {
      throw new IOException("the reader of the index in " + path + " is closed");
    }
    current.incRef();
    return current;
  }

  /** Goes to the newest commit. */
  void refresh() throws IOException {
    synchronized (refreshing) {
      IndexReader before = acquire();
      try {
        if (directory == null && !openDirectory()) {
          return;
        }
        SegmentInfos newest = SegmentInfos.readLatestCommit(directory);
        CommitName name = CommitName.of(newest.getUserData());
        if (before instanceof DirectoryReader && name.equals(commit)) {
          return;
        }
        replace(newer(before, name));
      } catch (IndexNotFoundException e) {
        // Not yet, or not any more while a backup is being restored: the next refresh will see.
        return;
      } finally {
        before.decRef();
      }
    }
  }

  /** A reader must not make the directory of an index. */
  private boolean openDirectory() throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    directory = disk.open(path);
    return true;
  }

  /**
   * Parts that did not change are taken over from the reader before, but only along one writer's
   * session: a writer that went back to an older commit may use the same file names again.
   */
  private DirectoryReader newer(IndexReader before, CommitName name) throws IOException {
    if (before instanceof DirectoryReader old && name.session().equals(commit.session())) {
      DirectoryReader newer = DirectoryReader.openIfChanged(old);
      if (newer != null) {
        return newer;
      }
    }
    return DirectoryReader.open(directory);
  }

  private void replace(DirectoryReader reader) throws IOException {
    IndexReader old;
    synchronized (this) {
      if (closed) {
        reader.close();
        return;
      }
      old = current;
      current = reader;
      // What was opened may be newer still than what was looked up.
      commit = CommitName.of(reader.getIndexCommit());
    }
    old.decRef();
  }

  @Override
  public void close() throws IOException {
    synchronized (refreshing) {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      current.decRef();
      if (directory != null) {
        directory.close();
      }
    }
  }
}
