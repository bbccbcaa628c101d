package org.qingting.search.lucene;

import java.util.List;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexDeletionPolicy;

/**
 * Keeps every commit from the released one on. When a writer opens, those after the one it goes on
 * from are deleted.
 */
final class KeptCommits extends IndexDeletionPolicy {
  private final long newest;
  private volatile long oldest = Long.MIN_VALUE;

  /** Keeps what is there up to this Lucene generation. */
  KeptCommits(long newestGeneration) {
    newest = newestGeneration;
  }

  /** From now on, lets go what is older than this Lucene generation. */
  void release(long generation) {
    oldest = Math.max(oldest, generation);
  }

  @Override
  public void onInit(List<? extends IndexCommit> commits) {
    for (IndexCommit commit : commits) {
      if (commit.getGeneration() > newest) {
        commit.delete();
      }
    }
  }

  @Override
  public void onCommit(List<? extends IndexCommit> commits) {
    for (IndexCommit commit : commits) {
      if (commit.getGeneration() < oldest) {
        commit.delete();
      }
    }
  }
}
