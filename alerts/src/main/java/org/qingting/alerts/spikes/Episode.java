package org.qingting.alerts.spikes;

/** A wave under way in one series. */
final class Episode {
  final String id;
  final long onset;

  /** Revision of the last statement. */
  int revision;

  /** What the last statement said was observed. */
  long stated;

  boolean silent;

  /** The last bucket known to have been above the bound for staying. */
  long lastHot;

  Episode(String id, long onset, int revision, long stated, boolean silent, long lastHot) {
    this.id = id;
    this.onset = onset;
    this.revision = revision;
    this.stated = stated;
    this.silent = silent;
    this.lastHot = lastHot;
  }
}
