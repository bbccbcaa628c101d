package org.qingting.dashboards;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.Staff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is asking, and what he may see. Where only this machine is served, reading asks for no
 * log-in; elsewhere, and behind a proxy that serves others, it does; changing something always
 * does. A console that nobody can log in to only shows, to whomever it is served. Thread-safe.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /** Hashing a password takes long on purpose: not all threads shall do it at once. */
  private static final int MOST_AT_ONCE = 4;

  private final ConsoleSettings settings;
  private final DeskAccess access;
  private final Sessions sessions = new Sessions();
  private final Semaphore lookingAt = new Semaphore(MOST_AT_ONCE);
  private final boolean open;
  private final String cookieName;

  /**
   * A door.
   *
   * @param access null for a console that only shows
   */
  Door(ConsoleSettings settings, DeskAccess access) {
    this.settings = settings;
    this.access = access;
    this.open = access == null || (isLocal(settings) && !access.secure());
    // The prefix keeps other hosts of the same domain from setting it (RFC 6265bis, 4.1.3).
    this.cookieName = access != null && access.secure() ? "__Host-qingting" : "qingting";
  }

  /** Whether only this machine is served: a name beside its own is one that a proxy serves. */
  private static boolean isLocal(ConsoleSettings settings) {
    return LOOPBACK.contains(settings.host())
        && settings.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", ""))
            .allMatch(LOOPBACK::contains);
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
        person.isPresent() || open,
        mayReadTexts(person),
        access != null);
  }

  Me logIn(Context ctx, String id, String password) throws IOException, ClosedException {
    if (access == null) {
      throw new ClosedException(404, "本控制台只供查看，不能登录。");
    }
    Instant now = settings.clock().instant();
    Staff.LogIn outcome = lookedAt(id, password, now);
    if (outcome instanceof Staff.LogIn.Welcome welcome) {
      // A token of before must not become a session: it may be somebody else's.
      token(ctx).ifPresent(sessions::end);
      ctx.cookie(cookie(sessions.begin(welcome.person().id(), now), Sessions.LONGEST));
      return new Me(
          Who.of(welcome.person()), true, true, mayReadTexts(Optional.of(welcome.person())), true);
    }
    // Who mistakes the fields sends a password as the id: only an id that somebody has is named.
    LOG.warn(
        "A log-in failed for {}", access.staff().find(id).map(Person::id).orElse("no account"));
    if (outcome instanceof Staff.LogIn.Later later) {
      ctx.header("Retry-After", Long.toString(1 + Duration.between(now, later.from()).toSeconds()));
      throw new ClosedException(429, "登录失败次数过多，请稍后再试。");
    }
    throw new ClosedException(401, "账号或密码不正确。");
  }

  private Staff.LogIn lookedAt(String id, String password, Instant now)
      throws IOException, ClosedException {
    if (!lookingAt.tryAcquire()) {
      throw new ClosedException(503, "同时登录的请求过多，请稍后再试。");
    }
    char[] chars = password.toCharArray();
    try {
      return access.staff().logIn(id, chars, now);
    } finally {
      Arrays.fill(chars, '\0');
      lookingAt.release();
    }
  }

  void logOut(Context ctx) {
    token(ctx).ifPresent(sessions::end);
    ctx.cookie(cookie("", Duration.ZERO));
  }

  private Cookie cookie(String value, Duration age) {
    Cookie cookie = new Cookie(cookieName, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(access.secure());
    cookie.setSameSite(SameSite.STRICT);
    cookie.setMaxAge((int) age.toSeconds());
    return cookie;
  }

  private Optional<String> token(Context ctx) {
    return Optional.ofNullable(ctx.cookie(cookieName)).filter(token -> token.length() <= 100);
  }

  /** Whoever is logged in; not who was disabled since, or has a new password. */
  Optional<Person> person(Context ctx) throws IOException {
    Optional<Sessions.Session> session =
        token(ctx).flatMap(token -> sessions.find(token, settings.clock().instant()));
    if (access == null || session.isEmpty()) {
      return Optional.empty();
    }
    Optional<Person> person = access.staff().find(session.get().staff(), session.get().began());
    if (person.isEmpty()) {
      token(ctx).ifPresent(sessions::end);
    }
    return person;
  }

  /** Whoever changes something. */
  Person acting(Context ctx) throws IOException, ClosedException {
    return person(ctx).orElseThrow(() -> new ClosedException(401, "请先登录。"));
  }

  /** Lets those pass who may read. */
  void reading(Context ctx) throws IOException, ClosedException {
    if (!open) {
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
        .orElse(open);
  }
}
