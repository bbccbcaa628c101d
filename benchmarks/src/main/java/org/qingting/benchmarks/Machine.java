package org.qingting.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  /** Java, processors and how busy they are at the moment. */
  static String now() {
    return String.format(
        Locale.ROOT,
        "java %s, %d processors, load %.1f",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
