package org.qingting.alerts.sensitivity;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Series;

/**
 * After a false alarm, one series can be made less sensitive: visibly, within bounds, for at most
 * thirty days, and only with a second person. Never for the themes of force and discipline, nor for
 * all posts, in which these are; an incident has no tomorrow. Safe for use by many threads.
 */
public final class Sensitivities {
  private static final double MOST_FACTOR = 4;
  private static final int MOST_DAYS = 30;
  private static final int LONGEST_REASON = 500;
  private static final int MOST = 1000;
  private static final Set<String> NEVER = Set.of("force", "discipline");

  private final Documents<Proposal> proposals;
  private final ControlLog log;
  private final RandomGenerator random;

  /** It cannot be; the message says why in Chinese, for the screen. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Sensitivities at a store.
   *
   * @param random makes ids
   */
  public Sensitivities(DeskStore store, RandomGenerator random) {
    this.proposals =
        new Documents<>(
            store,
            "sensitivity",
            Proposal.class,
            each ->
                new Documents.Place(
                    each.at().toEpochMilli(),
                    each.until() == null || each.logged() ? Document.NEVER : 0));
    this.log = new ControlLog(store);
    this.random = random;
  }

  /**
   * Somebody proposes it.
   *
   * @param factor how many times larger a wave must be, more than 1 and at most 4
   * @param days 1 to 30
   */
  public Proposal propose(
      Series series, double factor, int days, String reason, Person person, Instant now)
      throws IOException, RefusedException {
    need(person);
    String why = reason == null ? "" : reason.replaceAll("\\p{Cc}|\\p{Cf}", " ").strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw new RefusedException("请填写理由（不超过 " + LONGEST_REASON + " 字）。");
    }
    if (!(factor > 1 && factor <= MOST_FACTOR)) {
      throw new RefusedException("预警门槛须提高到 1 倍以上、不超过 4 倍。");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new RefusedException("期限须为 1 至 30 天。");
    }
    switch (series.kind()) {
      case OVERALL -> throw new RefusedException("涉警总体不能降低灵敏度。");
      case INCIDENT -> throw new RefusedException("事件不能降低灵敏度。");
      case THEME, THEME_PLACE -> {
        if (NEVER.contains(series.name().split("@", 2)[0])) {
          throw new RefusedException("使用武力、队伍纪律类不能降低灵敏度。");
        }
      }
      case PLACE -> {
        // A place has many matters; its force and discipline series stay as they are.
      }
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    Proposal proposal =
        new Proposal(
            HexFormat.of().formatHex(id),
            series,
            factor,
            days,
            why,
            person.id(),
            person.name(),
            now,
            "",
            "",
            null,
            null,
            false,
            "",
            "",
            null,
            false);
    proposals.change(proposal.id(), stored -> proposal);
    return proposal;
  }

  /** A second person confirms it: from now on it holds. */
  public Proposal confirm(String id, Person person, Instant now)
      throws IOException, RefusedException {
    need(person);
    RefusedException[] refused = new RefusedException[1];
    Proposal after =
        proposals
            .change(
                id,
                stored -> {
                  refused[0] = null;
                  if (stored == null || !stored.isWaiting()) {
                    refused[0] = new RefusedException("没有待确认的这项调整。");
                  } else if (stored.by().equals(person.id())) {
                    refused[0] = new RefusedException("须由提出人以外的第二人确认。");
                  } else {
                    return stored.confirmed(person, now);
                  }
                  return null;
                })
            .orElse(null);
    if (refused[0] != null) {
      throw refused[0];
    }
    tell(after, now);
    return after;
  }

  /** Anybody who may propose takes one back that waits or holds. */
  public Proposal withdraw(String id, Person person, Instant now)
      throws IOException, RefusedException {
    need(person);
    boolean[] refused = new boolean[1];
    Proposal after =
        proposals
            .change(
                id,
                stored -> {
                  refused[0] = stored == null || !(stored.isWaiting() || stored.isActive(now));
                  return refused[0] ? null : stored.takenBack(person, now);
                })
            .orElse(null);
    if (refused[0]) {
      throw new RefusedException("没有生效或待确认的这项调整。");
    }
    if (!after.logged()) {
      tell(after, now);
    }
    return after;
  }

  private static void need(Person person) throws RefusedException {
    if (!person.is(Role.OFFICER, Role.CHIEF)) {
      throw new RefusedException("您没有此项权限，需要：值班处置、领导签发。");
    }
  }

  /** Those that wait or hold, the newest first. */
  public List<Proposal> current(Instant now) throws IOException {
    return proposals.newest(MOST).stream()
        .map(Documents.Held::content)
        .filter(each -> each.isWaiting() || each.isActive(now))
        .toList();
  }

  /** Tells the job what a crash kept from it; for one process at a time. */
  public void work(Instant now) throws IOException {
    for (Documents.Held<Proposal> held : proposals.due(0, MOST)) {
      tell(held.content(), now);
    }
  }

  /** Killed in between, it is told again by the next round, and the log holds it once. */
  private void tell(Proposal proposal, Instant now) throws IOException {
    log.append(
        new Decision.Sensitivity(
            proposal.id(),
            proposal.series(),
            proposal.withdrawn() ? 1 : proposal.factor(),
            proposal.from(),
            proposal.until()),
        now);
    proposals.change(
        proposal.id(), stored -> stored == null || !stored.equals(proposal) ? null : stored.told());
  }
}
