package org.qingting.alerts.desk;

import java.time.Instant;
import java.util.List;
import org.qingting.model.Alert;

/**
 * An alert as the desk keeps it.
 *
 * @param id id of the alert
 * @param raised what was first stated; never changes
 * @param latest what was last stated
 * @param words the words that stood out when it was raised
 * @param history what happened to it, oldest first; holds no text of posts
 * @param findings what stored posts and earlier alerts tell about it; null in cases of before
 */
public record AlertCase(
    String id,
    Alert raised,
    Alert latest,
    List<String> words,
    List<Entry> history,
    Findings findings) {

  public AlertCase {
    words = words == null ? List.of() : List.copyOf(words);
    history = history == null ? List.of() : List.copyOf(history);
  }

  /**
   * One thing that happened.
   *
   * @param at when the desk took note of it
   * @param what a short lower-case word: the phase that was stated
   * @param note more about it; {@code ""} for nothing
   */
  public record Entry(Instant at, String what, String note) {
    public Entry {
      note = note == null ? "" : note;
    }
  }
}
