package org.qingting.dashboards;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * How the console is served.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port port to listen on; 0 for any free one
 * @param names further host names or {@code name:port} pairs under which people reach it, through a
 *     proxy say; the loopback names and {@code host} are always accepted
 * @param notice a line shown on top of the page in Chinese, such as that the data is a sample;
 *     {@code ""} for none
 * @param noticeEnglish the same for the English page
 * @param sourceNames names of sources for people, by source id; the id is shown where none is given
 * @param version version of the product, shown at the foot of the page
 * @param clock the time and the zone in which days begin
 */
public record ConsoleSettings(
    String host,
    int port,
    Set<String> names,
    String notice,
    String noticeEnglish,
    Map<String, String> sourceNames,
    String version,
    Clock clock) {

  public ConsoleSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the console needs a host to listen on, say 127.0.0.1");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port " + port + " does not exist: choose 1 to 65535, or 0 for any free one");
    }
    names = Set.copyOf(names);
    sourceNames = Map.copyOf(sourceNames);
  }

  /** Served on 127.0.0.1, without a notice, in the machine's own zone. */
  public static ConsoleSettings onLoopback(int port) {
    return new ConsoleSettings(
        "127.0.0.1", port, Set.of(), "", "", Map.of(), "", Clock.system(ZoneId.systemDefault()));
  }

  /** The same on another address. */
  public ConsoleSettings withHost(String newHost) {
    return new ConsoleSettings(
        newHost, port, names, notice, noticeEnglish, sourceNames, version, clock);
  }

  /** The same, reachable under these names too. */
  public ConsoleSettings withNames(Set<String> newNames) {
    return new ConsoleSettings(
        host, port, newNames, notice, noticeEnglish, sourceNames, version, clock);
  }

  /** The same with a line on top of the page. */
  public ConsoleSettings withNotice(String chinese, String english) {
    return new ConsoleSettings(host, port, names, chinese, english, sourceNames, version, clock);
  }

  /** The same with names of sources for people. */
  public ConsoleSettings withSourceNames(Map<String, String> newSourceNames) {
    return new ConsoleSettings(
        host, port, names, notice, noticeEnglish, newSourceNames, version, clock);
  }

  /** The same with the product's version. */
  public ConsoleSettings withVersion(String newVersion) {
    return new ConsoleSettings(
        host, port, names, notice, noticeEnglish, sourceNames, newVersion, clock);
  }

  /** The same with another time and zone. */
  public ConsoleSettings withClock(Clock newClock) {
    return new ConsoleSettings(
        host, port, names, notice, noticeEnglish, sourceNames, version, newClock);
  }
}
