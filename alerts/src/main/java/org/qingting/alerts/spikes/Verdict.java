package org.qingting.alerts.spikes;

import org.qingting.model.Alert;

/**
 * What the tests say of one series in one bucket.
 *
 * @param bucket the bucket judged
 * @param start where the stretch begins that tells most
 * @param pValue of all tests together; 1 where the evidence does not reach the least
 * @param everyDays days between two such counts by chance alone, of the test that tells most
 * @param trigger that test
 */
record Verdict(long bucket, long start, double pValue, double everyDays, Alert.Trigger trigger) {
  /** The same finding, held to be so improbable. */
  Verdict withPValue(double other) {
    return new Verdict(bucket, start, other, everyDays, trigger);
  }

  static Verdict nothing(long bucket) {
    return new Verdict(bucket, bucket, 1, 0, Alert.Trigger.BURST);
  }
}
