package org.qingting.alerts.leads;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.qingting.model.Lead;

/**
 * Decides which claim of a grave matter brings a notice. One notice a matter within 24 hours: a
 * matter is an incident, or a place with a kind of claim where the post has none. Further posts
 * count up and are stated when they have doubled. What the limits keep back is counted, told of
 * with the next notice, and gets its own as soon as another post repeats it and there is room.
 *
 * <p>Time comes with the posts alone, so that a replay decides the same. Bounded; used by one
 * thread.
 */
public final class LeadGate {
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final long DAY = Duration.ofHours(24).toMillis();

  private static final String VERSION = "leads-1";

  /** More than any few days of one office have. */
  static final int MOST_MATTERS = 200;

  final List<Matter> matters;

  /** Matters kept back and not yet told of. */
  long heldBack;

  LeadGate(List<Matter> matters, long heldBack) {
    this.matters = new ArrayList<>(matters);
    this.heldBack = heldBack;
  }

  /** A gate that has seen nothing. */
  public static LeadGate empty() {
    return new LeadGate(List.of(), 0);
  }

  /**
   * Takes a claim.
   *
   * @return the notice, or the next revision of one; empty where nothing is to be said
   */
  public Optional<Lead> consider(LeadReading reading, LeadLimits limits) {
    long at = reading.at().toEpochMilli();
    long now = reading.fetchedAt().toEpochMilli();
    if (now - at >= limits.past().toMillis()) {
      return Optional.empty();
    }
    Optional<Matter> known = find(reading, at);
    Matter matter = known.orElseGet(() -> open(reading, at, now));
    boolean more = matter.add(reading);
    if (!matter.isUnsaid()) {
      if (!more && matter.count < 2 * matter.stated) {
        return Optional.empty();
      }
      matter.revision++;
      return Optional.of(state(matter));
    }
    if (said(now, HOUR) >= limits.perHour() || said(now, DAY) >= limits.perDay()) {
      if (known.isEmpty()) {
        matter.owed = true;
        heldBack++;
      }
      return Optional.empty();
    }
    if (matter.owed) {
      heldBack--;
    }
    matter.said = now;
    matter.heldBack = heldBack;
    heldBack = 0;
    matters.forEach(told -> told.owed = false);
    return Optional.of(state(matter));
  }

  private Optional<Matter> find(LeadReading reading, long at) {
    List<Matter> near =
        matters.stream()
            .filter(matter -> Math.abs(at - matter.at) < DAY && matter.covers(reading))
            .toList();
    return near.stream()
        .filter(matter -> matter.isOf(reading.incident()))
        .findFirst()
        .or(() -> near.stream().findFirst());
  }

  private Matter open(LeadReading reading, long at, long now) {
    if (matters.size() >= MOST_MATTERS) {
      // Those farthest from now, and what was said last: the limits count it.
      matters.remove(
          matters.stream()
              .max(
                  Comparator.comparing(Matter::isUnsaid)
                      .thenComparingLong(matter -> Math.abs(now - matter.at)))
              .orElseThrow());
    }
    Matter matter = new Matter(id(reading), reading.place(), reading.incident(), at);
    matters.add(matter);
    return matter;
  }

  /** Notices around a time. Both ways: a clock that was set back must not silence the next days. */
  private long said(long now, long within) {
    return matters.stream()
        .filter(matter -> !matter.isUnsaid() && Math.abs(now - matter.said) < within)
        .count();
  }

  private static Lead state(Matter matter) {
    matter.stated = matter.count;
    return new Lead(
        matter.id,
        matter.revision,
        List.copyOf(matter.categories),
        matter.place,
        matter.incident,
        Instant.ofEpochMilli(matter.at),
        List.copyOf(matter.shown),
        matter.count,
        matter.heldBack,
        VERSION);
  }

  /** Named by its first post, which no other matter begins with. */
  private static String id(LeadReading first) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  ("lead\n" + first.place() + "\n" + first.post())
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What to keep in state. */
  public byte[] encode() {
    return GateCodec.encode(this);
  }

  /**
   * Goes on from stored state.
   *
   * @throws IllegalArgumentException when the bytes are damaged or of a newer version
   */
  public static LeadGate decode(byte[] bytes) {
    return GateCodec.decode(bytes);
  }
}
