package org.qingting.ingest.intake;

import org.qingting.ingest.parse.ParsedPost;

/** What became of one line of an import. */
public sealed interface Line {
  /** Line number within the file, from 1; of a record of several lines, its first. */
  long number();

  /**
   * A post.
   *
   * @param source as the file names it
   * @param outerId the file's id for it; {@code ""} for none
   */
  record Accepted(long number, ParsedPost post, String source, String outerId) implements Line {
    @Override
    public String toString() {
      return "Accepted[line " + number + "]";
    }
  }

  /**
   * No post.
   *
   * @param reason for people; holds nothing of the post's text or author
   */
  record Rejected(long number, String reason) implements Line {
    /** The reason with its line number, as written to a {@code .rejected} file. */
    public String message() {
      return "line " + number + ": " + reason;
    }
  }

  /** Something worth knowing about the file that cost no post. */
  record Note(long number, String text) implements Line {}
}
