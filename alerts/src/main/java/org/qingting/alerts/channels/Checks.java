package org.qingting.alerts.channels;

import java.time.Duration;

/** What all settings have in common; no message repeats a value. */
final class Checks {
  static final String ADDRESS = "[^\\s@<>,;:\"\\p{Cntrl}]+@[^\\s@<>,;:\"\\p{Cntrl}]+";

  private Checks() {}

  static String name(String name) {
    if (name == null || !name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,39}")) {
      throw new IllegalArgumentException(
          "a channel needs a name of 1 to 40 letters, digits, '_' and '-'");
    }
    return name;
  }

  static Duration timeout(String name, Duration timeout) {
    Duration longest = timeout == null ? Duration.ofSeconds(10) : timeout;
    that(
        longest.toMillis() >= 100 && longest.toMillis() <= 60_000,
        name,
        "timeout must be 100ms to 60s");
    return longest;
  }

  static void given(String name, String key, Object value) {
    that(value != null && !"".equals(value), name, key + " is missing");
  }

  /** A configuration file is copied and shown around: what is secret does not stand in it. */
  static void reference(String name, String key, Secret secret) {
    that(
        secret == null || secret.hasReference(),
        name,
        key + " must refer to its secret by ${env:NAME} or ${file:/path}");
  }

  static void that(boolean holds, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("channel '" + name + "': " + rule);
    }
  }
}
