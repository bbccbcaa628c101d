package org.qingting.ingest.fetch;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The robots.txt rules of hosts, after RFC 9309: 4xx allows all, 5xx and unreachable forbid all for
 * now, rules are kept for at most 24 hours (and for so long when a refresh fails). Thread-safe.
 */
final class RobotsCache {
  /** RFC 9309 asks for at least 500 KiB to be read. */
  static final int MOST_BYTES = 512 * 1024;

  private static final String PRODUCT = "qingting";
  private static final int MOST_HOSTS = 2_000;
  private static final Duration FRESH = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration RETRY = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MOST_HOSTS;
        }
      };

  RobotsCache(Clock clock) {
    this.clock = clock;
  }

  /** Rules and whether they are known: unknown ones forbid, but only for now. */
  record Rules(BaseRobotRules rules, boolean known) {}

  private record Entry(Rules rules, Instant read, Instant expires) {}

  /** The rules of a host if they are still fresh; null if they must be fetched. */
  synchronized Rules fresh(String host) {
    Entry entry = entries.get(host);
    return entry == null || !clock.instant().isBefore(entry.expires) ? null : entry.rules;
  }

  /**
   * Takes what a fetch of robots.txt gave.
   *
   * @param code HTTP status; 0 for unreachable
   */
  synchronized Rules put(String host, int code, byte[] body, String contentType) {
    Instant now = clock.instant();
    Entry old = entries.get(host);
    Entry entry;
    if (code == 200) {
      BaseRobotRules rules =
          new SimpleRobotRulesParser()
              .parseContent("http://" + host + "/robots.txt", body, contentType, List.of(PRODUCT));
      entry = new Entry(new Rules(rules, true), now, now.plus(FRESH));
    } else if (code >= 300 && code < 500 && code != 429) {
      // 3xx here means more redirects than are followed: unavailable, like 4xx.
      entry = new Entry(all(RobotRulesMode.ALLOW_ALL, true), now, now.plus(FRESH));
    } else if (old != null && old.rules.known && now.isBefore(old.read.plus(LONGEST))) {
      entry = new Entry(old.rules, old.read, now.plus(RETRY));
    } else {
      entry = new Entry(all(RobotRulesMode.ALLOW_NONE, false), now, now.plus(RETRY));
    }
    entries.put(host, entry);
    return entry.rules;
  }

  private static Rules all(RobotRulesMode mode, boolean known) {
    return new Rules(new SimpleRobotRules(mode), known);
  }
}
