package org.qingting.alerts.spikes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.qingting.model.Series;

/** Ids of alerts: a hash of the series and its onset bucket, so that a replay finds the same. */
final class AlertId {
  private AlertId() {}

  static String of(Series series, long onset) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((series.id() + "\n" + onset).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
