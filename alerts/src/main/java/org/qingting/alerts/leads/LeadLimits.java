package org.qingting.alerts.leads;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much a press office is asked to verify.
 *
 * @param past posts older than this when fetched are about the past and bring no notice
 * @param perHour most notices within an hour
 * @param perDay most notices within 24 hours
 */
public record LeadLimits(Duration past, int perHour, int perDay) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A day, two an hour, six a day. */
  public static final LeadLimits DEFAULT = new LeadLimits(Duration.ofHours(24), 2, 6);

  public LeadLimits {
    if (past.isNegative() || perHour < 1 || perDay < perHour || perDay > 100) {
      throw new IllegalArgumentException(
          "lead limits need a past of zero or more and 1 <= perHour <= perDay <= 100");
    }
  }

  /** The same number of notices with another past. */
  public LeadLimits withPast(Duration other) {
    return new LeadLimits(other, perHour, perDay);
  }
}
