package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.List;

/**
 * One line of a case's history.
 *
 * @param what a short lower-case word
 * @param values what the word needs: levels, names, numbers
 * @param note what a person wrote; {@code ""} for nothing
 */
public record Entry(Instant at, By by, String what, List<String> values, String note) {
  public Entry {
    values = List.copyOf(values);
  }
}
