package org.qingting.alerts.cases;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;

/** What a person does with a case; as JSON with {@code action} as its name. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Action.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = Action.Verify.class, name = "verify"),
  @JsonSubTypes.Type(value = Action.Conclude.class, name = "conclude"),
  @JsonSubTypes.Type(value = Action.SetLevel.class, name = "level"),
  @JsonSubTypes.Type(value = Action.SetWhere.class, name = "where"),
  @JsonSubTypes.Type(value = Action.AddNote.class, name = "note"),
  @JsonSubTypes.Type(value = Action.GiveTask.class, name = "task"),
  @JsonSubTypes.Type(value = Action.StepTask.class, name = "task-step"),
  @JsonSubTypes.Type(value = Action.Write.class, name = "write"),
  @JsonSubTypes.Type(value = Action.Review.class, name = "review"),
  @JsonSubTypes.Type(value = Action.Publish.class, name = "publish"),
  @JsonSubTypes.Type(value = Action.Ease.class, name = "ease"),
  @JsonSubTypes.Type(value = Action.Close.class, name = "close"),
  @JsonSubTypes.Type(value = Action.FalseAlarm.class, name = "false-alarm"),
  @JsonSubTypes.Type(value = Action.Reopen.class, name = "reopen"),
  @JsonSubTypes.Type(value = Action.Merge.class, name = "merge"),
  @JsonSubTypes.Type(value = Action.Split.class, name = "split")
})
public sealed interface Action {

  /** 签收. */
  record Acknowledge() implements Action {}

  /** The facts begin to be verified. */
  record Verify(String note) implements Action {}

  /** 核实结论: what was found. */
  record Conclude(Outcome outcome, String note) implements Action {}

  /**
   * 定级: confirms or changes the level, which selects the clock.
   *
   * @param start since when the clock runs; null for the time at which the alert was raised
   * @param reason why the level is not the proposed one, or the start another
   */
  record SetLevel(Level level, Instant start, String reason) implements Action {}

  /** 辖区: whether it is the office's own. */
  record SetWhere(Jurisdiction.Verdict where, String reason) implements Action {}

  /** A note for the others. */
  record AddNote(String note) implements Action {}

  /**
   * 交办.
   *
   * @param complaint whether it is about the unit itself
   */
  record GiveTask(String unit, String what, Instant due, boolean complaint) implements Action {}

  /** What became of a task. */
  record StepTask(String task, Task.Step step, String note) implements Action {}

  /**
   * Writes a statement, or writes one anew: its reviews begin again.
   *
   * @param statement its number; {@code ""} for a new one
   */
  record Write(String statement, Statement.Kind kind, Outcome outcome, String title, String text)
      implements Action {}

  /** Passes a statement on, or sends it back. */
  record Review(String statement, Statement.Step step, boolean passed, String note)
      implements Action {}

  /**
   * Says that a statement is out.
   *
   * @param address where it can be read
   * @param at null for now
   */
  record Publish(String statement, String address, Instant at) implements Action {}

  /** 趋于平稳, as a person sees it. */
  record Ease(String note) implements Action {}

  /**
   * 办结.
   *
   * @param effect the sentence about what followed the statements; {@code ""} for none
   */
  record Close(String note, String effect) implements Action {}

  /** 误报. */
  record FalseAlarm(String reason) implements Action {}

  /** Works on it again. */
  record Reopen(String reason) implements Action {}

  /** 并案: all its episodes become part of another case. */
  record Merge(String into) implements Action {}

  /** 拆分: some of its episodes become a case of their own. */
  record Split(List<String> episodes) implements Action {}
}
