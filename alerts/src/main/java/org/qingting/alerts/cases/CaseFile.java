package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * An alert as the office works on it: the episodes that belong together, what was done about them,
 * and what is still to be told. One document; holds ids, counts and what the office wrote, never
 * the text of a post.
 *
 * @param id of its first episode
 * @param raisedAt when the desk opened it
 * @param episodes what the job stated
 * @param moved episodes that went to other cases, with the case
 * @param claims kinds of grave claims at the same incident
 * @param level how grave
 * @param where whether it is the office's own
 * @param clock by when it must be answered; null before the level is confirmed, and where it is
 *     elsewhere
 * @param taken who has it; null for nobody
 * @param finding what was verified; null before
 * @param alarms what clocks have told already
 * @param told what was last told; null for nothing
 * @param deliveries what is to be told, and what was, oldest first
 * @param handovers episodes on their way to another case
 * @param probes what became of posts after a statement
 * @param closing how it ended; null while it goes on
 */
public record CaseFile(
    String id,
    State state,
    Instant raisedAt,
    List<Member> episodes,
    Map<String, String> moved,
    Set<String> claims,
    Grade level,
    Whereabouts where,
    Clock clock,
    Taken taken,
    Finding finding,
    List<Statement> statements,
    List<Task> tasks,
    List<Entry> history,
    Set<String> alarms,
    Told told,
    List<Delivery> deliveries,
    List<Handover> handovers,
    List<Probe> probes,
    Closing closing) {

  /** The narrower its series, the more an episode tells; of two alike the larger. */
  private static final Comparator<Member> TELLING =
      Comparator.comparing((Member member) -> member.phase() != Alert.Phase.WITHDRAWN)
          .thenComparing(member -> member.series().kind())
          .thenComparing(Member::observed)
          .thenComparing(Member::id);

  /**
   * How grave.
   *
   * @param proposed by the rules
   * @param rule the one that decided
   * @param confirmed by a person; null before
   */
  public record Grade(Level proposed, String rule, Level confirmed, By by, Instant at) {
    /** What counts at the moment. */
    public Level effective() {
      return confirmed == null ? proposed : confirmed;
    }
  }

  /** Whether it is the office's own: as judged by the names, and as decided by a person or null. */
  public record Whereabouts(Jurisdiction.Verdict judged, Jurisdiction.Verdict decided) {
    /** What counts. */
    public Jurisdiction.Verdict effective() {
      return decided == null ? judged : decided;
    }
  }

  /**
   * By when it must be answered.
   *
   * @param level that selected it
   * @param start since when it runs
   * @param reason why since then; {@code ""} for the time at which the alert was raised
   * @param answerBy first authoritative information
   * @param conferenceBy press conference; null for none
   * @param answeredAt when the first statement was out; null before
   */
  public record Clock(
      Level level,
      Instant start,
      String reason,
      Instant answerBy,
      Instant conferenceBy,
      Instant answeredAt) {}

  /** Who has it, since when. */
  public record Taken(By by, Instant at) {}

  /** What was verified. */
  public record Finding(Outcome outcome, By by, Instant at, String note) {}

  /** What was last told of it, and how often. */
  public record Told(Level level, long observed, int times) {}

  /**
   * Episodes on their way to another case, which has them once this is gone.
   *
   * @param to the case; made where there is none
   */
  public record Handover(String to, List<Member> episodes, By by, Instant at) {}

  /**
   * Of the critical posts seen before a statement, how many were looked for some time after it, and
   * how many were gone.
   *
   * @param stage 1h, 24h or 48h
   */
  public record Probe(String statement, String stage, Instant at, long lookedFor, long gone) {}

  /** How it ended. */
  public record Closing(Instant at, By by, String note, String effect) {}

  public CaseFile {
    episodes = List.copyOf(episodes);
    moved = moved == null ? Map.of() : Map.copyOf(moved);
    claims = claims == null ? Set.of() : Set.copyOf(claims);
    statements = statements == null ? List.of() : List.copyOf(statements);
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
    history = List.copyOf(history);
    alarms = alarms == null ? Set.of() : Set.copyOf(alarms);
    deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    handovers = handovers == null ? List.of() : List.copyOf(handovers);
    probes = probes == null ? List.of() : List.copyOf(probes);
  }

  /** The episode that tells most; empty once all went to other cases. */
  public Optional<Member> lead() {
    return episodes.stream().max(TELLING);
  }

  /** The episode that counts most posts: how large the wave is. Empty as {@link #lead}. */
  public Optional<Member> largest() {
    return episodes.stream()
        .max(
            Comparator.comparing((Member member) -> member.phase() != Alert.Phase.WITHDRAWN)
                .thenComparing(Member::observed)
                .thenComparing(Member::id));
  }

  /** Whether the wave is over. */
  public boolean isOver() {
    return episodes.stream().allMatch(Member::isOver);
  }

  /** Since when it rises. */
  public Instant onset() {
    return episodes.stream().map(Member::onset).min(Comparator.naturalOrder()).orElse(raisedAt);
  }

  /** What and where it is about: of the widest kind that has one. */
  public String theme() {
    return named(Member::theme);
  }

  /** Where; {@code ""} for nowhere in particular. */
  public String place() {
    return named(Member::place);
  }

  /** The incident; {@code ""} for none. */
  public String incident() {
    return episodes.stream()
        .filter(member -> member.series().kind() == Series.Kind.INCIDENT)
        .max(TELLING)
        .map(member -> member.series().name())
        .orElse("");
  }

  private String named(Function<Member, String> name) {
    return episodes.stream()
        .filter(member -> !name.apply(member).isEmpty())
        .max(TELLING)
        .map(name)
        .orElse("");
  }

  /** The statement of that number. */
  public Optional<Statement> statement(String number) {
    return statements.stream().filter(each -> each.id().equals(number)).findFirst();
  }
}
