package org.qingting.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qingting.alerts.cases.Action;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.RefusedException;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.dispatch.Dispatcher;
import org.qingting.alerts.drafts.Concern;
import org.qingting.alerts.drafts.Concerns;
import org.qingting.alerts.drafts.Draft;
import org.qingting.alerts.drafts.DraftFacts;
import org.qingting.alerts.drafts.Drafts;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.alerts.sensitivity.Proposal;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.dashboards.effect.EffectView;
import org.qingting.dashboards.effect.StatementEffects;
import org.qingting.model.Opinion;
import org.qingting.model.Series;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the API by which people log in and work on cases. What changes something is a POST
 * with a JSON body, from the console's own page; a GET changes nothing. Thread-safe.
 */
final class CaseApi {
  private static final Logger LOG = LoggerFactory.getLogger(CaseApi.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int MAX_CASES = 500;

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final Json json = new Json();
  private final ConsoleSettings settings;
  private final FreshReader reader;
  private final Door door;
  private final DeskAccess access;
  private final CaseViews views;
  private final StatementEffects effects;
  private final Drafts drafts = Drafts.standard();
  private final Concerns concerns = Concerns.standard();

  CaseApi(
      ConsoleSettings settings, FreshReader reader, AlertDesk desk, DeskAccess access, Door door) {
    this.settings = settings;
    this.reader = reader;
    this.door = door;
    this.access = access;
    this.effects = new StatementEffects(desk);
    this.views = access == null ? null : new CaseViews(access.casebook(), desk, new AlertViews());
  }

  /** What somebody says at the door. */
  record Credentials(String id, String password) {
    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  /**
   * How the desk is doing.
   *
   * @param duty names of those on duty now, in order
   * @param gap whether no shift covers now
   * @param troubles channels that do not take what they are sent
   * @param sensitivities series that are less sensitive, or shall be
   */
  record DeskView(
      List<String> duty,
      boolean gap,
      List<Dispatcher.Trouble> troubles,
      List<Proposal> sensitivities) {}

  /**
   * What a personal link is for.
   *
   * @param done who acknowledged it already; {@code ""} for nobody
   */
  record LinkView(CaseViews.Summary alert, String name, String done) {}

  void route(RoutesConfig routes) {
    routes.get("/api/me", ctx -> answer(ctx, door.me(ctx)));
    if (access == null) {
      return;
    }
    routes.post("/api/login", guarded(this::logIn));
    routes.post(
        "/api/logout",
        guarded(
            ctx -> {
              door.logOut(ctx);
              answer(ctx, Map.of());
            }));
    routes.get("/api/cases", guarded(this::cases));
    routes.get("/api/cases/{id}", guarded(this::one));
    routes.post("/api/cases/{id}", guarded(this::act));
    routes.get("/api/cases/{id}/effect", guarded(this::effect));
    routes.get("/api/cases/{id}/drafts", guarded(this::drafts));
    routes.get("/api/desk", guarded(this::desk));
    routes.get("/api/sensitivities", guarded(this::sensitivities));
    routes.post("/api/sensitivities", guarded(this::propose));
    routes.post("/api/sensitivities/{id}/{deed}", guarded(this::decide));
    routes.get("/api/links/{token}", guarded(this::link));
    routes.post("/api/links/{token}", guarded(this::acknowledge));
  }

  /** A handler that may refuse. */
  @FunctionalInterface
  private interface Handling {
    void handle(Context ctx) throws IOException, Door.ClosedException, RefusedException;
  }

  private io.javalin.http.Handler guarded(Handling handling) {
    return ctx -> {
      try {
        handling.handle(ctx);
      } catch (Door.ClosedException e) {
        answer(ctx, e.status(), Map.of("error", e.getMessage()));
      } catch (RefusedException e) {
        int status =
            switch (e.reason()) {
              case UNKNOWN -> 404;
              case FORBIDDEN -> 403;
              case NOT_NOW -> 409;
              case INVALID -> 400;
            };
        answer(ctx, status, Map.of("error", e.getMessage()));
      }
    };
  }

  private void logIn(Context ctx) throws IOException, Door.ClosedException {
    Credentials given = body(ctx, Credentials.class);
    if (given.id() == null || given.password() == null) {
      throw new Door.ClosedException(400, "请填写账号和密码。");
    }
    answer(ctx, door.logIn(ctx, given.id().strip(), given.password()));
  }

  private void cases(Context ctx) throws IOException, Door.ClosedException {
    door.reading(ctx);
    answer(ctx, views.newest(reader.get(), MAX_CASES));
  }

  private void one(Context ctx) throws IOException, Door.ClosedException {
    door.reading(ctx);
    Optional<CaseViews.Detail> found = views.detail(reader.get(), ctx.pathParam("id"), now());
    if (found.isEmpty()) {
      throw new Door.ClosedException(404, "没有这起预警。");
    }
    answer(ctx, seen(ctx, found.get()));
  }

  private void act(Context ctx) throws IOException, Door.ClosedException, RefusedException {
    Person person = door.acting(ctx);
    Action action = body(ctx, Action.class);
    if (action instanceof Action.Close close) {
      // What followed the statements is stated by the program and not by whoever closes.
      Optional<CaseFile> file = file(ctx.pathParam("id"));
      Optional<EffectView> effect =
          file.isEmpty() ? Optional.empty() : effects.of(reader.get(), file.get(), now());
      action = new Action.Close(close.note(), effect.map(EffectView::chinese).orElse(""));
    }
    CaseFile after = access.casebook().act(ctx.pathParam("id"), action, person, now());
    answer(ctx, seen(ctx, views.detail(reader.get(), after, now())));
  }

  /** Without what private people wrote, for those who may not read it. */
  private CaseViews.Detail seen(Context ctx, CaseViews.Detail detail) throws IOException {
    return door.mayReadTexts(ctx) ? detail : detail.withoutTexts();
  }

  private void effect(Context ctx) throws IOException, Door.ClosedException {
    door.reading(ctx);
    Optional<CaseFile> file = file(ctx.pathParam("id"));
    Optional<EffectView> view =
        file.isEmpty() ? Optional.empty() : effects.of(reader.get(), file.get(), now());
    if (view.isEmpty()) {
      throw new Door.ClosedException(404, "尚未登记发布。");
    }
    answer(ctx, view.get());
  }

  /** What a statement may begin with. */
  record DraftsView(List<Draft> drafts, List<Concern> concerns) {}

  private void drafts(Context ctx) throws IOException, Door.ClosedException {
    Person person = door.acting(ctx);
    CaseFile file =
        file(ctx.pathParam("id")).orElseThrow(() -> new Door.ClosedException(404, "没有这起预警。"));
    Outcome outcome;
    try {
      outcome = Outcome.valueOf(String.valueOf(ctx.queryParam("outcome")));
    } catch (IllegalArgumentException e) {
      throw new Door.ClosedException(400, "请选择结论。");
    }
    boolean verified = file.finding() != null && file.finding().outcome() == outcome;
    boolean looking = file.state() != State.RAISED && file.state() != State.ACKNOWLEDGED;
    if (!person.is(Role.OFFICER, Role.CHIEF)
        || !(outcome == Outcome.CHECKING ? looking : verified)) {
      throw new Door.ClosedException(409, "核查之后才提供参考模板。");
    }
    List<String> ids = file.episodes().stream().flatMap(each -> each.evidence().stream()).toList();
    List<Opinion> posts = reader.get().get(ids);
    List<Concern> asked =
        concerns.of(posts.stream().map(opinion -> opinion.post().fullText()).toList());
    DraftFacts facts =
        new DraftFacts(
            outcome,
            file.theme(),
            file.place(),
            LocalDateTime.ofInstant(file.onset(), ZONE),
            posts.size(),
            (int)
                posts.stream().filter(each -> Drafts.isCrimeNews(each.analysis().themes())).count(),
            asked);
    answer(ctx, new DraftsView(drafts.offer(facts), asked));
  }

  private Optional<CaseFile> file(String id) throws IOException {
    return access.casebook().get(id);
  }

  private void desk(Context ctx) throws IOException, Door.ClosedException {
    door.reading(ctx);
    DutyRota rota = access.casebook().policy().rota();
    answer(
        ctx,
        new DeskView(
            rota.onDuty(now()).stream().map(DutyRota.Contact::name).toList(),
            !rota.shifts().isEmpty() && rota.hasGap(now()),
            access.troubles().get(),
            access.sensitivities().current(now())));
  }

  /** What makes series less sensitive at the moment, or is proposed to. */
  record SensitivityViews(List<Proposal> sensitivities) {}

  /**
   * What somebody proposes.
   *
   * @param kind of the series
   * @param name of the series
   */
  record Proposed(Series.Kind kind, String name, double factor, int days, String reason) {}

  private void sensitivities(Context ctx) throws IOException, Door.ClosedException {
    door.reading(ctx);
    answer(ctx, new SensitivityViews(access.sensitivities().current(now())));
  }

  private void propose(Context ctx) throws IOException, Door.ClosedException {
    Person person = door.acting(ctx);
    Proposed given = body(ctx, Proposed.class);
    if (given.kind() == null || given.name() == null) {
      throw new Door.ClosedException(400, "请求内容无法识别。");
    }
    try {
      access
          .sensitivities()
          .propose(
              new Series(given.kind(), given.name()),
              given.factor(),
              given.days(),
              given.reason(),
              person,
              now());
    } catch (Sensitivities.RefusedException e) {
      throw new Door.ClosedException(400, e.getMessage());
    }
    sensitivities(ctx);
  }

  private void decide(Context ctx) throws IOException, Door.ClosedException {
    Person person = door.acting(ctx);
    body(ctx, Map.class);
    try {
      switch (ctx.pathParam("deed")) {
        case "confirm" -> access.sensitivities().confirm(ctx.pathParam("id"), person, now());
        case "withdraw" -> access.sensitivities().withdraw(ctx.pathParam("id"), person, now());
        default -> throw new Door.ClosedException(404, "请求内容无法识别。");
      }
    } catch (Sensitivities.RefusedException e) {
      throw new Door.ClosedException(409, e.getMessage());
    }
    sensitivities(ctx);
  }

  /** A link tells its holder what it is for; a chat that fetches it acknowledges nothing. */
  private void link(Context ctx) throws IOException, Door.ClosedException {
    SignedLinks.Token.Valid token = valid(ctx);
    Person person = holder(token);
    CaseFile file = file(token);
    answer(
        ctx,
        new LinkView(
            views.summary(reader.get(), file),
            person.name(),
            file.taken() == null ? "" : file.taken().by().name()));
  }

  private void acknowledge(Context ctx) throws IOException, Door.ClosedException, RefusedException {
    SignedLinks.Token.Valid token = valid(ctx);
    Person person = holder(token);
    CaseFile after = access.casebook().act(token.alert(), new Action.Acknowledge(), person, now());
    answer(
        ctx,
        new LinkView(views.summary(reader.get(), after), person.name(), after.taken().by().name()));
  }

  private SignedLinks.Token.Valid valid(Context ctx) throws Door.ClosedException {
    SignedLinks.Token token = access.links().read(ctx.pathParam("token"), now());
    if (token instanceof SignedLinks.Token.Valid valid) {
      return valid;
    }
    if (token instanceof SignedLinks.Token.Expired) {
      throw new Door.ClosedException(410, "链接已过期，请登录后签收。");
    }
    LOG.warn("A forged link was used");
    throw new Door.ClosedException(403, "链接无效。");
  }

  private Person holder(SignedLinks.Token.Valid token) throws IOException, Door.ClosedException {
    return access
        .staff()
        .find(token.staff())
        .orElseThrow(() -> new Door.ClosedException(403, "链接的持有人没有可用的账号，请登录后签收。"));
  }

  private CaseFile file(SignedLinks.Token.Valid token) throws IOException, Door.ClosedException {
    return access
        .casebook()
        .get(token.alert())
        .orElseThrow(() -> new Door.ClosedException(404, "没有这起预警。"));
  }

  private <T> T body(Context ctx, Class<T> type) throws Door.ClosedException {
    try {
      T value = mapper.readValue(ctx.bodyAsBytes(), type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes what was sent.
    } catch (IOException e) {
      throw new Door.ClosedException(400, "请求没有传完。");
    }
    throw new Door.ClosedException(400, "请求内容无法识别。");
  }

  private Instant now() {
    return settings.clock().instant();
  }

  private void answer(Context ctx, Object value) {
    answer(ctx, 200, value);
  }

  private void answer(Context ctx, int status, Object value) {
    ctx.status(status);
    ctx.contentType("application/json;charset=utf-8");
    ctx.result(json.bytes(value));
  }
}
