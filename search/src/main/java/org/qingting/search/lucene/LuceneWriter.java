package org.qingting.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.qingting.model.Opinion;
import org.qingting.search.IndexBusyException;
import org.qingting.search.OpinionWriter;

/** The one writer of a Lucene index. Used by one thread. */
final class LuceneWriter implements OpinionWriter {
  /** Of the heap; the index is flushed, not committed, when it is full. */
  private static final double BUFFER_MB = 48;

  private static final int COMMITS_NAMED = 5;

  private final Path path;
  private final Directory directory;
  private final IndexWriter writer;
  private final KeptCommits kept;
  private final String session;
  private final OpinionFields fields = new OpinionFields();
  private CommitName last;
  private boolean changed;
  private IOException failure;

  private LuceneWriter(
      Path path,
      Directory directory,
      IndexWriter writer,
      KeptCommits kept,
      CommitName last,
      String session) {
    this.path = path;
    this.directory = directory;
    this.writer = writer;
    this.kept = kept;
    this.last = last;
    this.session = session;
    this.changed = last.equals(CommitName.NONE);
  }

  static LuceneWriter open(Path path, LuceneIndex.Disk disk, String commit, String session)
      throws IOException {
    Directory directory;
    try {
      directory = disk.open(path);
    } catch (IOException e) {
      throw new IOException(
          "cannot make the index directory " + path + ": check who may write there (" + e + ")", e);
    }
    boolean opened = false;
    try {
      LuceneWriter writer = open(path, directory, commit, session);
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        directory.close();
      }
    }
  }

  private static LuceneWriter open(Path path, Directory directory, String commit, String session)
      throws IOException {
    IndexCommit from = find(path, directory, commit);
    KeptCommits kept = new KeptCommits(from == null ? Long.MAX_VALUE : from.getGeneration());
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setRAMBufferSizeMB(BUFFER_MB)
            .setSimilarity(new TextSimilarity())
            .setIndexDeletionPolicy(kept)
            .setIndexCommit(from)
            .setCommitOnClose(false)
            // A commit is waited for by a checkpoint: merges go on behind it.
            .setMaxFullFlushMergeWaitMillis(0);
    try {
      IndexWriter writer = new IndexWriter(directory, config);
      CommitName last = from == null ? CommitName.NONE : CommitName.of(from);
      return new LuceneWriter(path, directory, writer, kept, last, session);
    } catch (LockObtainFailedException e) {
      IndexBusyException busy =
          new IndexBusyException(
              "another writer holds the index in "
                  + path
                  + ": only one may write at a time; end the other one or take another directory");
      busy.initCause(e);
      throw busy;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e);
    }
  }

  /** The commit of this name, the newest for {@code ""}; null where there is no index yet. */
  private static IndexCommit find(Path path, Directory directory, String commit)
      throws IOException {
    List<IndexCommit> commits;
    try {
      commits =
          DirectoryReader.indexExists(directory)
              ? DirectoryReader.listCommits(directory)
              : List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e);
    }
    if (commit.isEmpty()) {
      return commits.isEmpty() ? null : commits.get(commits.size() - 1);
    }
    for (IndexCommit candidate : commits) {
      if (CommitName.of(candidate).toString().equals(commit)) {
        return candidate;
      }
    }
    throw new IOException(
        "the index in "
            + path
            + " has no commit '"
            + commit
            + "', it has "
            + names(commits)
            + ": restore index and checkpoint from the same backup, or open it with \"\" to go on"
            + " from the newest commit");
  }

  private static String names(List<IndexCommit> commits) throws IOException {
    if (commits.isEmpty()) {
      return "none at all";
    }
    StringBuilder names = new StringBuilder();
    for (int i = commits.size() - 1; i >= Math.max(0, commits.size() - COMMITS_NAMED); i--) {
      names.append(names.length() == 0 ? "" : ", ").append(CommitName.of(commits.get(i)));
    }
    int more = commits.size() - COMMITS_NAMED;
    return names + (more > 0 ? " and " + more + " older" : "");
  }

  private static IOException unreadable(Path path, Exception cause) {
    return new IOException(
        "the index in "
            + path
            + " cannot be opened: check the disk and who may read and write there, or restore it"
            + " from a backup ("
            + cause
            + ")",
        cause);
  }

  @Override
  public void put(Opinion opinion) throws IOException {
    checkUsable();
    // Outside of what follows: an opinion that cannot be kept does not harm the index.
    Document document = fields.document(opinion);
    try {
      writer.updateDocument(OpinionFields.idTerm(opinion.post().id()), document);
      changed = true;
    } catch (IOException | AlreadyClosedException e) {
      throw failed(e);
    }
  }

  @Override
  public String commit() throws IOException {
    checkUsable();
    if (changed) {
      CommitName next = last.next(session);
      try {
        writer.setLiveCommitData(next.userData().entrySet());
        writer.commit();
      } catch (IOException | AlreadyClosedException e) {
        throw failed(e);
      }
      last = next;
      changed = false;
    }
    return last.toString();
  }

  @Override
  public void release(String commit) throws IOException {
    checkUsable();
    CommitName name = CommitName.parse(commit);
    try {
      List<IndexCommit> commits = DirectoryReader.listCommits(directory);
      for (IndexCommit candidate : commits) {
        if (CommitName.of(candidate).equals(name)) {
          kept.release(candidate.getGeneration());
          writer.deleteUnusedFiles();
          return;
        }
      }
      // A late word about a commit behind which another was released already asks for nothing.
      boolean gone = !name.equals(CommitName.NONE) && name.number() < oldestNumber(commits);
      if (!gone) {
        throw new IllegalArgumentException(
            "the index in " + path + " has no commit '" + commit + "', it has " + names(commits));
      }
    } catch (IOException | AlreadyClosedException e) {
      throw failed(e);
    }
  }

  private static long oldestNumber(List<IndexCommit> commits) throws IOException {
    return commits.isEmpty()
        ? Long.MAX_VALUE
        : CommitName.of(commits.stream().min(Comparator.naturalOrder()).orElseThrow()).number();
  }

  private void checkUsable() throws IOException {
    if (failure != null) {
      throw new IOException(
          "the index writer stopped at an earlier error: " + failure.getMessage(), failure);
    }
    if (!writer.isOpen() && writer.getTragicException() == null) {
      throw new IOException("the writer of the index in " + path + " is closed");
    }
  }

  /** After an error Lucene's writer may be half way: nothing goes on from there. */
  private IOException failed(Exception cause) {
    Throwable tragic = writer.getTragicException();
    Throwable root = tragic == null ? cause : tragic;
    failure =
        new IOException(
            "cannot write the index in "
                + path
                + " ("
                + root
                + "): its last commit "
                + (last.equals(CommitName.NONE) ? "(none yet)" : last)
                + " is whole; free space on the disk or mend what the error names, then open the"
                + " writer again at that commit",
            root);
    return failure;
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      writer.rollback();
    }
  }
}
