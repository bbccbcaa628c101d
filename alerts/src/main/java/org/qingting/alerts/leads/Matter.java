package org.qingting.alerts.leads;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One matter that posts claim: said, or kept back so far. Used by one thread. */
final class Matter {
  /** Ids shown with a lead. */
  static final int SHOWN = 5;

  /**
   * Posts told apart by id; beyond these every post counts. The job passes each post once anyway.
   */
  static final int MOST_TOLD_APART = 1000;

  /** No notice yet. */
  private static final long UNSAID = -1;

  final String id;
  final String place;
  final long at;
  String incident;
  final Set<String> categories = new TreeSet<>();
  final List<String> shown = new ArrayList<>();
  final Set<Integer> apart = new LinkedHashSet<>();
  long count;

  /** When its notice went out. */
  long said = UNSAID;

  int revision;

  /** Posts counted when it was last stated. */
  long stated;

  /** Others kept back before its notice. */
  long heldBack;

  /** Kept back, and not yet told of as such. */
  boolean owed;

  Matter(String id, String place, String incident, long at) {
    this.id = id;
    this.place = place;
    this.incident = incident;
    this.at = at;
  }

  boolean isUnsaid() {
    return said == UNSAID;
  }

  boolean isOf(String other) {
    return !incident.isEmpty() && incident.equals(other);
  }

  /** Whether a claim is about this matter: the same incident, or the same kind of thing there. */
  boolean covers(LeadReading reading) {
    if (!incident.isEmpty() && !reading.incident().isEmpty()) {
      return incident.equals(reading.incident());
    }
    return place.equals(reading.place())
        && reading.categories().stream().anyMatch(categories::contains);
  }

  /**
   * Counts a post.
   *
   * @return whether it claims something that was not claimed before
   */
  boolean add(LeadReading reading) {
    boolean isNew = apart.size() >= MOST_TOLD_APART || apart.add(reading.post().hashCode());
    if (isNew) {
      count++;
      if (shown.size() < SHOWN) {
        shown.add(reading.post());
      }
    }
    if (incident.isEmpty()) {
      incident = reading.incident();
    }
    return categories.addAll(reading.categories());
  }
}
