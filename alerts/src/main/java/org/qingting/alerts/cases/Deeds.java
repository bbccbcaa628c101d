package org.qingting.alerts.cases;

import static org.qingting.alerts.cases.RefusedException.Reason.FORBIDDEN;
import static org.qingting.alerts.cases.RefusedException.Reason.INVALID;
import static org.qingting.alerts.cases.RefusedException.Reason.NOT_NOW;
import static org.qingting.alerts.cases.RefusedException.Reason.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.policy.ClockRules;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.Units;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;

/** What a person may do with a case as it stands, and what comes of it. Pure. */
final class Deeds {
  private static final int LONGEST_NOTE = 2000;
  private static final int LONGEST_TITLE = 60;
  private static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_ADDRESS = 500;
  private static final int MOST_STATEMENTS = 50;
  private static final int MOST_TASKS = 100;
  private static final Duration LONGEST_TASK = Duration.ofDays(90);

  /** How far before its onset a clock may begin. */
  private static final Duration EARLIEST_START = Duration.ofDays(7);

  /** What marks a blank in a draft. */
  private static final String BLANK = "待填";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

  private final Life life;
  private final Editor file;
  private final Person person;
  private final By by;
  private final Instant now;

  private Deeds(Life life, CaseFile file, Person person, Instant now) {
    this.life = life;
    this.file = new Editor(file);
    this.person = person;
    this.by = By.of(person);
    this.now = now;
  }

  /**
   * The case after it.
   *
   * @throws RefusedException when it cannot be; the case is as it was
   */
  static CaseFile done(Life life, CaseFile before, Action action, Person person, Instant now)
      throws RefusedException {
    Deeds deeds = new Deeds(life, before, person, now);
    return deeds.act(action) ? deeds.file.done() : before;
  }

  /** False where it was done before and there is nothing to do. */
  private boolean act(Action action) throws RefusedException {
    if (action instanceof Action.Acknowledge) {
      return acknowledge();
    } else if (action instanceof Action.Verify verify) {
      verify(verify);
    } else if (action instanceof Action.Conclude conclude) {
      conclude(conclude);
    } else if (action instanceof Action.SetLevel level) {
      setLevel(level);
    } else if (action instanceof Action.SetWhere where) {
      setWhere(where);
    } else if (action instanceof Action.AddNote note) {
      need(Role.OFFICER, Role.CHIEF, Role.ANALYST, Role.LEGAL, Role.INSPECTOR);
      note("note", List.of(), required(note.note(), "备注"));
    } else if (action instanceof Action.GiveTask task) {
      giveTask(task);
    } else if (action instanceof Action.StepTask step) {
      stepTask(step);
    } else if (action instanceof Action.Write write) {
      write(write);
    } else if (action instanceof Action.Review review) {
      review(review);
    } else if (action instanceof Action.Publish publish) {
      publish(publish);
    } else if (action instanceof Action.Ease ease) {
      ease(ease);
    } else if (action instanceof Action.Close close) {
      close(close);
    } else if (action instanceof Action.FalseAlarm alarm) {
      falseAlarm(alarm);
    } else if (action instanceof Action.Reopen reopen) {
      reopen(reopen);
    } else if (action instanceof Action.Merge merge) {
      merge(merge);
    } else if (action instanceof Action.Split split) {
      split(split);
    }
    return true;
  }

  private boolean acknowledge() throws RefusedException {
    work();
    if (file.taken != null) {
      if (file.taken.by().id().equals(by.id())) {
        return false;
      }
      throw new RefusedException(
          NOT_NOW,
          "该预警已由 " + file.taken.by().name() + " 于 " + MINUTE.format(file.taken.at()) + " 签收。");
    }
    open();
    file.state = State.ACKNOWLEDGED;
    file.taken = new CaseFile.Taken(by, now);
    file.leaveUntold(Delivery.Kind.ESCALATION, now);
    note("acknowledged", List.of(), "");
    return true;
  }

  private void verify(Action.Verify verify) throws RefusedException {
    work();
    taken();
    if (file.state == State.VERIFYING) {
      throw new RefusedException(NOT_NOW, "该预警已在核查中。");
    }
    file.state = State.VERIFYING;
    note("verifying", List.of(), optional(verify.note(), "说明"));
  }

  private void conclude(Action.Conclude conclude) throws RefusedException {
    work();
    taken();
    if (file.state == State.ACKNOWLEDGED) {
      throw new RefusedException(NOT_NOW, "请先转入核查，再填写核实结论。");
    }
    if (conclude.outcome() == null || conclude.outcome() == Outcome.CHECKING) {
      throw new RefusedException(INVALID, "核实结论须为不实、部分属实或属实。");
    }
    String note = required(conclude.note(), "核实依据");
    file.finding = new CaseFile.Finding(conclude.outcome(), by, now, note);
    note("concluded", List.of(conclude.outcome().name()), note);
  }

  private void setLevel(Action.SetLevel deed) throws RefusedException {
    work();
    open();
    Level level = deed.level();
    if (level == null) {
      throw new RefusedException(INVALID, "请选择级别。");
    }
    String reason = optional(deed.reason(), "理由");
    // Another process may have raised it by a clock that is a little ahead.
    Instant raised = file.raisedAt.isAfter(now) ? now : file.raisedAt;
    Instant start = deed.start() == null ? raised : deed.start();
    boolean lower = level.compareTo(file.level.proposed()) > 0;
    if (lower && !person.is(Role.CHIEF)) {
      throw new RefusedException(FORBIDDEN, "低于系统建议的级别须由领导确认。");
    }
    if ((level != file.level.proposed() || deed.start() != null) && reason.isEmpty()) {
      throw new RefusedException(INVALID, "级别与系统建议不同或另定起算时间时，请填写理由。");
    }
    if (start.isAfter(now) || start.isBefore(file.done().onset().minus(EARLIEST_START))) {
      throw new RefusedException(INVALID, "起算时间不能晚于现在，也不能早于升温前 7 天。");
    }
    file.level = new CaseFile.Grade(file.level.proposed(), file.level.rule(), level, by, now);
    note("level", List.of(level.id(), start.toString()), reason);
    startClock(start, reason);
    life.regrade(file, now);
  }

  private void startClock(Instant start, String reason) {
    Instant answered = file.clock == null ? firstPublished() : file.clock.answeredAt();
    if (file.where.effective() == Jurisdiction.Verdict.ELSEWHERE) {
      file.clock = null;
      return;
    }
    Level level = file.level.confirmed();
    ClockRules.Clock rules = life.policy().clocks().of(level);
    file.clock =
        new CaseFile.Clock(
            level,
            start,
            reason,
            start.plus(rules.answer()),
            rules.conference().isZero() ? null : start.plus(rules.conference()),
            answered);
  }

  private Instant firstPublished() {
    return file.statements.stream()
        .filter(Statement::isPublished)
        .map(Statement::publishedAt)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private void setWhere(Action.SetWhere deed) throws RefusedException {
    work();
    open();
    if (deed.where() == null) {
      throw new RefusedException(INVALID, "请选择本地、外地或待定。");
    }
    String reason = required(deed.reason(), "理由");
    file.where = new CaseFile.Whereabouts(file.where.judged(), deed.where());
    note("where", List.of(deed.where().name()), reason);
    if (file.level.confirmed() != null) {
      startClock(file.clock == null ? file.raisedAt : file.clock.start(), reason);
    }
    life.regrade(file, now);
  }

  private void giveTask(Action.GiveTask deed) throws RefusedException {
    work();
    taken();
    Units units = life.policy().units();
    Optional<Units.Unit> unit = units.unit(String.valueOf(deed.unit()));
    if (unit.isEmpty()) {
      throw new RefusedException(INVALID, "没有这个单位，请先在配置中登记。");
    }
    String what = required(deed.what(), "交办内容");
    if (deed.due() == null
        || !deed.due().isAfter(now)
        || deed.due().isAfter(now.plus(LONGEST_TASK))) {
      throw new RefusedException(INVALID, "办理期限须在现在之后、90 天以内。");
    }
    if (file.tasks.size() >= MOST_TASKS) {
      throw new RefusedException(INVALID, "交办事项已达 " + MOST_TASKS + " 项。");
    }
    String copied = "";
    if (deed.complaint()) {
      Optional<Units.Unit> inspectorate = units.inspectorate();
      if (inspectorate.isEmpty()) {
        throw new RefusedException(INVALID, "涉及单位自身的投诉须抄送督察，请先在配置中登记督察部门。");
      }
      copied = inspectorate.get().id();
    }
    Task task =
        new Task(
            Integer.toString(file.tasks.size() + 1),
            unit.get().id(),
            unit.get().name(),
            what,
            deed.complaint(),
            deed.due(),
            Task.Step.GIVEN,
            now,
            copied);
    file.tasks.add(task);
    note(
        "task", List.of(task.id(), task.unitName(), copied.isEmpty() ? "" : "copied"), task.what());
    Set<String> to = new HashSet<>(unit.get().contacts());
    if (deed.complaint()) {
      units.inspectorate().ifPresent(inspectorate -> to.addAll(inspectorate.contacts()));
    }
    for (String contact : to.stream().sorted().toList()) {
      life.tell(file, Delivery.Kind.TASK, file.id + ".task-" + task.id(), task.id(), contact, now);
    }
  }

  private void stepTask(Action.StepTask deed) throws RefusedException {
    Task task =
        file.tasks.stream()
            .filter(each -> each.id().equals(deed.task()))
            .findFirst()
            .orElseThrow(() -> new RefusedException(UNKNOWN, "没有这项交办。"));
    if (task.complaint()) {
      need(Role.OFFICER, Role.CHIEF, Role.INSPECTOR);
    } else {
      need(Role.OFFICER, Role.CHIEF);
    }
    Task.Step next = deed.step();
    boolean sentBack = task.step() == Task.Step.REPORTED && next == Task.Step.RECEIVED;
    if (next == null || (!sentBack && !task.step().next().equals(Optional.of(next)))) {
      throw new RefusedException(
          NOT_NOW, "该事项目前为" + task.step().label() + "，请按交办、签收、反馈、办结、回访的顺序办理。");
    }
    if (task.complaint()
        && next.compareTo(Task.Step.DONE) >= 0
        && !person.is(Role.INSPECTOR, Role.CHIEF)) {
      throw new RefusedException(FORBIDDEN, "涉及单位自身的投诉，办结和回访须由督察或领导确认。");
    }
    String note =
        next == Task.Step.RECEIVED && !sentBack
            ? optional(deed.note(), "说明")
            : required(deed.note(), "说明");
    file.tasks.replaceAll(each -> each.id().equals(task.id()) ? task.at(next, now) : each);
    note("task-step", List.of(task.id(), task.unitName(), next.name()), note);
  }

  private void write(Action.Write deed) throws RefusedException {
    work();
    taken();
    if (deed.kind() == null || deed.outcome() == null) {
      throw new RefusedException(INVALID, "请选择文稿类型和结论。");
    }
    String title = required(deed.title(), "标题", LONGEST_TITLE);
    String text = required(deed.text(), "正文", LONGEST_TEXT);
    boolean verified = file.finding != null;
    if (deed.outcome() == Outcome.CHECKING
        ? file.state == State.ACKNOWLEDGED
        : !verified || file.finding.outcome() != deed.outcome()) {
      throw new RefusedException(NOT_NOW, "文稿须在核查之后起草，并与核实结论一致。");
    }
    String id = deed.statement() == null ? "" : deed.statement();
    if (id.isEmpty()) {
      if (file.statements.size() >= MOST_STATEMENTS) {
        throw new RefusedException(INVALID, "文稿已达 " + MOST_STATEMENTS + " 份。");
      }
      id = Integer.toString(file.statements.size() + 1);
      file.statements.add(
          new Statement(
              id, deed.kind(), deed.outcome(), title, text, by, now, List.of(), "", null));
    } else {
      Statement known = statement(id);
      if (known.isPublished()) {
        throw new RefusedException(NOT_NOW, "文稿已发布，不能再改；如需更正请另起草一份。");
      }
      file.replace(
          new Statement(
              id, deed.kind(), deed.outcome(), title, text, by, now, List.of(), "", null));
    }
    note("written", List.of(id, deed.kind().name(), deed.outcome().name()), title);
  }

  private void review(Action.Review deed) throws RefusedException {
    Statement statement = statement(deed.statement());
    Statement.Step step =
        statement.waitsFor().orElseThrow(() -> new RefusedException(NOT_NOW, "该文稿已审核完毕，或已退回待修改。"));
    if (deed.step() != step) {
      throw new RefusedException(NOT_NOW, "该文稿目前待" + step.label() + "。");
    }
    switch (step) {
      case UNIT -> need(Role.OFFICER, Role.CHIEF);
      case LEGAL -> need(Role.LEGAL);
      case CHIEF -> need(Role.CHIEF);
    }
    open();
    if (step != Statement.Step.UNIT && statement.writtenBy().id().equals(by.id())) {
      throw new RefusedException(FORBIDDEN, "不能审核自己起草的文稿。");
    }
    if (deed.passed() && statement.text().contains(BLANK)) {
      throw new RefusedException(INVALID, "文稿中还有未填写的【待填】内容，不能通过。");
    }
    String note = deed.passed() ? optional(deed.note(), "意见") : required(deed.note(), "退回意见");
    file.replace(statement.with(new Statement.Review(step, deed.passed(), by, now, note)));
    note(deed.passed() ? "passed" : "sent-back", List.of(statement.id(), step.name()), note);
  }

  private void publish(Action.Publish deed) throws RefusedException {
    work();
    open();
    Statement statement = statement(deed.statement());
    if (statement.isPublished()) {
      throw new RefusedException(NOT_NOW, "该文稿已登记发布。");
    }
    if (!statement.isApproved()) {
      throw new RefusedException(NOT_NOW, "文稿须经办案单位核实、法制审核、领导签发后才能登记发布。");
    }
    String address = required(deed.address(), "发布地址", LONGEST_ADDRESS);
    Instant at = deed.at() == null ? now : deed.at();
    if (at.isAfter(now) || at.isBefore(file.done().onset())) {
      throw new RefusedException(INVALID, "发布时间须在升温之后、现在之前。");
    }
    file.replace(statement.published(address, at));
    if (file.clock != null && file.clock.answeredAt() == null) {
      CaseFile.Clock clock = file.clock;
      file.clock =
          new CaseFile.Clock(
              clock.level(),
              clock.start(),
              clock.reason(),
              clock.answerBy(),
              clock.conferenceBy(),
              at);
    }
    note("published", List.of(statement.id(), statement.outcome().name(), at.toString()), address);
    Life.published(file, now);
  }

  private void ease(Action.Ease deed) throws RefusedException {
    work();
    if (file.state != State.PUBLISHED) {
      throw new RefusedException(NOT_NOW, "发布之后才能标记为趋于平稳。");
    }
    file.state = State.EASING;
    note("eased", List.of(), optional(deed.note(), "说明"));
  }

  private void close(Action.Close deed) throws RefusedException {
    work();
    taken();
    String note = required(deed.note(), "办结说明");
    long open = file.tasks.stream().filter(Task::isOpen).count();
    if (open > 0) {
      throw new RefusedException(NOT_NOW, "还有 " + open + " 项交办未办结。");
    }
    boolean published = file.statements.stream().anyMatch(Statement::isPublished);
    if (file.grade().isTop() && !published && !person.is(Role.CHIEF)) {
      throw new RefusedException(FORBIDDEN, "重大以上预警未发布即办结，须由领导确认。");
    }
    file.state = State.CLOSED;
    file.closing = new CaseFile.Closing(now, by, note, deed.effect() == null ? "" : deed.effect());
    note("closed", List.of(), note);
  }

  private void falseAlarm(Action.FalseAlarm deed) throws RefusedException {
    work();
    open();
    String reason = required(deed.reason(), "误报理由");
    if (file.statements.stream().anyMatch(Statement::isPublished)) {
      throw new RefusedException(NOT_NOW, "已就此发布过文稿，不能再标为误报。");
    }
    if (file.grade().isTop() && !person.is(Role.CHIEF)) {
      throw new RefusedException(FORBIDDEN, "重大以上预警标为误报，须由领导确认。");
    }
    file.state = State.FALSE_ALARM;
    file.closing = new CaseFile.Closing(now, by, reason, "");
    life.unsay(file, now);
    note("false-alarm", List.of(), reason);
  }

  private void reopen(Action.Reopen deed) throws RefusedException {
    work();
    String reason = required(deed.reason(), "重启理由");
    if (file.state != State.CLOSED && file.state != State.FALSE_ALARM) {
      throw new RefusedException(NOT_NOW, "只有办结或误报的预警才能重启。");
    }
    file.closing = null;
    file.taken = new CaseFile.Taken(by, now);
    file.state = State.VERIFYING;
    note("reopened", List.of(), reason);
  }

  private void merge(Action.Merge deed) throws RefusedException {
    work();
    open();
    String into = String.valueOf(deed.into());
    if (into.equals(file.id)) {
      throw new RefusedException(INVALID, "不能并入自身。");
    }
    long open = file.tasks.stream().filter(Task::isOpen).count();
    if (open > 0 || file.statements.stream().anyMatch(Statement::isPublished)) {
      throw new RefusedException(NOT_NOW, "已发布文稿或有未办结交办的预警不能并入其他预警，可反向并案。");
    }
    handOver(into, List.copyOf(file.episodes));
    file.state = State.MERGED;
    file.leaveUntold(Delivery.Kind.ALERT, now);
    file.leaveUntold(Delivery.Kind.ESCALATION, now);
    file.leaveUntold(Delivery.Kind.WARNING, now);
    note("merged", List.of(into), "");
  }

  private void split(Action.Split deed) throws RefusedException {
    work();
    open();
    Set<String> wanted = new HashSet<>(deed.episodes() == null ? List.of() : deed.episodes());
    List<Member> episodes =
        file.episodes.stream().filter(each -> wanted.contains(each.id())).toList();
    if (episodes.isEmpty() || episodes.size() == file.episodes.size()) {
      throw new RefusedException(INVALID, "请选择要拆出的部分，不能全部拆出。");
    }
    String first = episodes.get(0).id();
    // The case that bears its first episode's id keeps it.
    String to = first.equals(file.id) ? first + "-" + (file.moved.size() + 1) : first;
    handOver(to, episodes);
    file.episodes.removeAll(episodes);
    note("split", List.of(to, Integer.toString(episodes.size())), "");
    life.regrade(file, now);
  }

  private void handOver(String to, List<Member> episodes) {
    file.handovers.add(new CaseFile.Handover(to, episodes, by, now));
    episodes.forEach(each -> file.moved.put(each.id(), to));
  }

  private Statement statement(String id) throws RefusedException {
    return file.statements.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RefusedException(UNKNOWN, "没有这份文稿。"));
  }

  private void work() throws RefusedException {
    need(Role.OFFICER, Role.CHIEF);
  }

  private void need(Role... roles) throws RefusedException {
    if (!person.is(roles)) {
      EnumSet<Role> needed = EnumSet.noneOf(Role.class);
      needed.addAll(List.of(roles));
      throw new RefusedException(
          FORBIDDEN,
          "您没有此项权限，需要：" + String.join("、", needed.stream().map(Role::label).toList()) + "。");
    }
  }

  private void open() throws RefusedException {
    if (file.isOver()) {
      throw new RefusedException(
          NOT_NOW, "该预警已" + (file.state == State.MERGED ? "并案" : "结束") + "。");
    }
  }

  private void taken() throws RefusedException {
    open();
    if (file.taken == null) {
      throw new RefusedException(NOT_NOW, "请先签收。");
    }
  }

  private void note(String what, List<String> values, String note) {
    file.note(now, by, what, values, note);
  }

  private static String required(String text, String name) throws RefusedException {
    return required(text, name, LONGEST_NOTE);
  }

  private static String required(String text, String name, int longest) throws RefusedException {
    String clean = optional(text, name, longest);
    if (clean.isEmpty()) {
      throw new RefusedException(INVALID, "请填写" + name + "。");
    }
    return clean;
  }

  private static String optional(String text, String name) throws RefusedException {
    return optional(text, name, LONGEST_NOTE);
  }

  private static String optional(String text, String name, int longest) throws RefusedException {
    // Control characters have no place in what people write, line breaks aside.
    String clean = text == null ? "" : text.replaceAll("[\\p{Cc}&&[^\n\t]]|\\p{Cf}", "").strip();
    if (clean.length() > longest) {
      throw new RefusedException(INVALID, name + "不能超过 " + longest + " 字。");
    }
    return clean;
  }
}
