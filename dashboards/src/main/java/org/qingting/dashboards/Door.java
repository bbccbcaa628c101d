package org.qingting.dashboards;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.Staff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asking, and what he may see. Where only this machine is served, reading asks for no
 * log-in; elsewhere it does, and changing something always does. Thread-safe.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String COOKIE = "qingting";

  private final ConsoleSettings settings;
  private final DeskAccess access;
  private final Sessions sessions = new Sessions();

  /**
   * A door.
   *
   * @param access null for a console that only shows
   */
  Door(ConsoleSettings settings, DeskAccess access) {
    this.settings = settings;
    this.access = access;
  }

  /** Somebody may not do what he asks for. */
  static final class ClosedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    ClosedException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Whoever is logged in. */
  record Who(String id, String name, List<String> roles, List<String> labels) {
    static Who of(Person person) {
      List<Role> roles = person.roles().stream().sorted().toList();
      return new Who(
          person.id(),
          person.name(),
          roles.stream().map(Role::id).toList(),
          roles.stream().map(Role::label).toList());
    }
  }

  /**
   * What the page has to know before anything else.
   *
   * @param staff who is logged in; null for nobody
   * @param canLogIn whether there is anybody who could
   * @param reading whether anything can be read as it is
   * @param texts whether texts of posts can be
   * @param desk whether cases are worked on here
   */
  record Me(Who staff, boolean canLogIn, boolean reading, boolean texts, boolean desk) {}

  Me me(Context ctx) throws IOException {
    Optional<Person> person = person(ctx);
    return new Me(
        person.map(Who::of).orElse(null),
        access != null && !access.staff().isEmpty(),
        person.isPresent() || isOpen(),
        mayReadTexts(person),
        access != null);
  }

  Me logIn(Context ctx, String id, String password) throws IOException, ClosedException {
    if (access == null) {
      throw new ClosedException(404, "本控制台只供查看，不能登录。");
    }
    Instant now = settings.clock().instant();
    Staff.LogIn outcome = access.staff().logIn(id, password.toCharArray(), now);
    if (outcome instanceof Staff.LogIn.Welcome welcome) {
      // A token of before must not become a session: it may be somebody else's.
      token(ctx).ifPresent(sessions::end);
      Cookie cookie = new Cookie(COOKIE, sessions.begin(welcome.person().id(), now));
      cookie.setPath("/");
      cookie.setHttpOnly(true);
      cookie.setSecure(access.secure());
      cookie.setSameSite(SameSite.STRICT);
      cookie.setMaxAge((int) Sessions.LONGEST.toSeconds());
      ctx.cookie(cookie);
      return new Me(
          Who.of(welcome.person()), true, true, mayReadTexts(Optional.of(welcome.person())), true);
    }
    LOG.warn("A log-in failed");
    throw outcome instanceof Staff.LogIn.Later
        ? new ClosedException(429, "登录失败次数过多，请稍后再试。")
        : new ClosedException(401, "账号或密码不正确。");
  }

  void logOut(Context ctx) {
    token(ctx).ifPresent(sessions::end);
    ctx.removeCookie(COOKIE, "/");
  }

  private static Optional<String> token(Context ctx) {
    return Optional.ofNullable(ctx.cookie(COOKIE)).filter(token -> token.length() <= 100);
  }

  /** Whoever is logged in; not who was disabled since. */
  Optional<Person> person(Context ctx) throws IOException {
    Optional<String> id =
        token(ctx).flatMap(token -> sessions.staff(token, settings.clock().instant()));
    return access == null || id.isEmpty() ? Optional.empty() : access.staff().find(id.get());
  }

  /** Whoever changes something. */
  Person acting(Context ctx) throws IOException, ClosedException {
    return person(ctx).orElseThrow(() -> new ClosedException(401, "请先登录。"));
  }

  /** Lets those pass who may read. */
  void reading(Context ctx) throws IOException, ClosedException {
    if (!isOpen()) {
      acting(ctx);
    }
  }

  /** Whether whoever asks may read what private people wrote. */
  boolean mayReadTexts(Context ctx) throws IOException {
    return mayReadTexts(person(ctx));
  }

  private boolean mayReadTexts(Optional<Person> person) {
    return person
        .map(who -> who.roles().stream().anyMatch(role -> role != Role.VIEWER))
        .orElse(isOpen());
  }

  private boolean isOpen() {
    return Arrays.asList("127.0.0.1", "localhost", "::1", "[::1]").contains(settings.host());
  }
}
