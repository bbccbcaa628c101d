package org.qingting.alerts.spikes;

import org.qingting.model.Alert;

/** A wave under way in one series, or one that was withdrawn lately. */
final class Episode {
  final String id;

  long onset;

  /** The bucket whose close decides whether it is confirmed. */
  final long raisedIn;

  final Alert.Trigger trigger;

  /** Days between two such counts by chance alone. */
  double everyDays;

  boolean confirmed;
  boolean silent;

  /** Revision of the last statement. */
  int revision;

  /** What the last statement said was observed. */
  long stated;

  /** The last bucket known to have been above the bound for staying. */
  long lastHot;

  Episode(String id, long onset, long raisedIn, Alert.Trigger trigger) {
    this.id = id;
    this.onset = onset;
    this.raisedIn = raisedIn;
    this.trigger = trigger;
    this.lastHot = raisedIn;
    this.revision = -1;
  }
}
