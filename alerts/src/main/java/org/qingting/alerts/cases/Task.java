package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a unit has to do about the cause of a case.
 *
 * @param id number within the case
 * @param unit id of the unit
 * @param unitName as named at the time
 * @param what it has to do
 * @param complaint whether it is about the unit itself: the inspectorate then gets a copy
 * @param due by when
 * @param step the last one taken
 * @param copied id of the unit that got a copy; {@code ""} for none
 */
public record Task(
    String id,
    String unit,
    String unitName,
    String what,
    boolean complaint,
    Instant due,
    Step step,
    Instant at,
    String copied) {

  /** The life of a task, in this order. */
  public enum Step {
    /** 交办. */
    GIVEN("交办"),
    /** 签收. */
    RECEIVED("签收"),
    /** 反馈. */
    REPORTED("反馈"),
    /** 办结. */
    DONE("办结"),
    /** 回访: those concerned were asked whether it is mended. */
    FOLLOWED_UP("回访");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** The name on screens. */
    public String label() {
      return label;
    }

    /** The one that follows; empty after the last. */
    public Optional<Step> next() {
      return Arrays.stream(values()).filter(each -> each.compareTo(this) > 0).findFirst();
    }
  }

  /** Whether the unit has still to do something. */
  public boolean isOpen() {
    return step.compareTo(Step.DONE) < 0;
  }

  Task at(Step next, Instant now) {
    return new Task(id, unit, unitName, what, complaint, due, next, now, copied);
  }
}
