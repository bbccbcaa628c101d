package org.qingting.alerts.desk;

import java.time.Instant;
import java.util.List;
import org.qingting.model.Alert;

/**
 * An episode as the desk keeps it: what the job stated, and what was found about it. What people do
 * about it is in {@code alerts.cases}.
 *
 * @param id id of the alert
 * @param raised what was first stated; never changes
 * @param latest what was last stated
 * @param words the words that stood out when it was raised
 * @param history what happened to it, oldest first; holds no text of posts
 * @param findings what stored posts and earlier alerts tell about it; null in cases of before
 * @param file the case that it belongs to; {@code ""} for none yet
 * @param filed how many of the statements about it (revisions) that case holds
 */
public record Episode(
    String id,
    Alert raised,
    Alert latest,
    List<String> words,
    List<Entry> history,
    Findings findings,
    String file,
    int filed) {

  public Episode {
    words = words == null ? List.of() : List.copyOf(words);
    history = history == null ? List.of() : List.copyOf(history);
    file = file == null ? "" : file;
  }

  /** Of no case yet. */
  public Episode(
      String id,
      Alert raised,
      Alert latest,
      List<String> words,
      List<Entry> history,
      Findings findings) {
    this(id, raised, latest, words, history, findings, "", 0);
  }

  /** The same with its newest statement in a case. */
  public Episode filedIn(String caseId) {
    return new Episode(id, raised, latest, words, history, findings, caseId, latest.revision() + 1);
  }

  /** The same in another case, which holds what the one before held. */
  public Episode movedTo(String caseId) {
    return new Episode(id, raised, latest, words, history, findings, caseId, filed);
  }

  /** Whether a case has still to hear of its newest statement. */
  public boolean isToBeFiled() {
    return !latest.silent() && filed <= latest.revision();
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
