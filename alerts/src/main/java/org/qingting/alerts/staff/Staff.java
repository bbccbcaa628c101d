package org.qingting.alerts.staff;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;

/**
 * The members of the office, with their passwords, at the desk's store. Safe for use by many
 * threads, and by several processes on the same store.
 *
 * <p>After five failed log-ins in a row an id is looked at ever more slowly, up to a quarter of an
 * hour between two tries. For members this is kept with the account; ids that nobody has are slowed
 * down alike, by this object's memory, so that nothing tells them apart.
 */
public final class Staff {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 200;
  private static final int MOST = 10_000;
  private static final int MOST_STRANGERS = 10_000;

  private final Documents<Account> accounts;

  /** Tries of ids that nobody has; guarded by itself. */
  private final Map<String, Account> strangers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
          return size() > MOST_STRANGERS;
        }
      };

  private final SecureRandom random = new SecureRandom();

  /** What became of a log-in. */
  public sealed interface LogIn {
    /** It was the right password. */
    record Welcome(Person person) implements LogIn {}

    /** No such person, or another password, or disabled; it is not said which. */
    record Wrong() implements LogIn {}

    /** Too many wrong ones: not looked at before then. */
    record Later(Instant from) implements LogIn {}
  }

  /** A person in a list. */
  public record Listed(Person person, boolean disabled, Instant since) {}

  /** The staff at a store. */
  public Staff(DeskStore store) {
    accounts =
        new Documents<>(
            store,
            "staff",
            Account.class,
            each -> new Documents.Place(each.since().toEpochMilli(), Document.NEVER));
  }

  /**
   * Adds a member.
   *
   * @throws IllegalArgumentException when the id, a role or the password cannot be, or the id is
   *     taken; the message says what must be
   */
  public void add(Person person, char[] password, Instant now) throws IOException {
    if (!person.id().matches("[a-z0-9][a-z0-9_.-]{1,31}")
        || person.id().equals(Person.SYSTEM.id())) {
      throw new IllegalArgumentException(
          "an id has 2 to 32 lower-case letters, digits, _ . - and is not 'system'");
    }
    if (person.roles().isEmpty()) {
      throw new IllegalArgumentException("give at least one role");
    }
    if (person.name().isBlank()
        || person.name().length() > 40
        || person.name().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a name has 1 to 40 characters, none of them a control");
    }
    check(person.id(), password);
    Account account =
        new Account(
            person.id(),
            person.name().strip(),
            person.roles(),
            Password.of(password, random),
            false,
            now,
            now,
            0,
            null);
    Optional<Account> stored =
        accounts.change(person.id(), known -> known == null ? account : null);
    if (!stored.equals(Optional.of(account))) {
      throw new IllegalArgumentException("'" + person.id() + "' is taken");
    }
  }

  private static void check(String id, char[] password) {
    String text = new String(password);
    if (text.length() < SHORTEST
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)
        || text.toLowerCase(Locale.ROOT).contains(id)
        || text.chars().distinct().count() < 5) {
      throw new IllegalArgumentException(
          "a password has "
              + SHORTEST
              + " to "
              + LONGEST
              + " characters in one line, five different ones at least, and does not hold the id");
    }
  }

  /**
   * Another password; log-ins of before no longer count.
   *
   * @throws IllegalArgumentException when it cannot be, or nobody has that id
   */
  public void setPassword(String id, char[] password, Instant now) throws IOException {
    check(id, password);
    Password kept = Password.of(password, random);
    change(id, account -> account.with(kept, now));
  }

  /** Other roles. */
  public void setRoles(String id, Set<Role> roles) throws IOException {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("give at least one role");
    }
    change(id, account -> account.with(roles));
  }

  /** Lets a member log in no more, or again. */
  public void setDisabled(String id, boolean disabled) throws IOException {
    change(id, account -> account.with(disabled));
  }

  private void change(String id, Documents.Change<Account> change) throws IOException {
    if (accounts.change(id, known -> known == null ? null : change.apply(known)).isEmpty()) {
      throw new IllegalArgumentException("nobody has the id '" + id + "'");
    }
  }

  /** A member who may log in. */
  public Optional<Person> find(String id) throws IOException {
    return accounts
        .get(id)
        .map(Documents.Held::content)
        .filter(account -> !account.disabled())
        .map(Account::person);
  }

  /**
   * A member who logged in at a time and may still act upon it: not disabled since, and with the
   * same password.
   */
  public Optional<Person> find(String id, Instant loggedIn) throws IOException {
    return accounts
        .get(id)
        .map(Documents.Held::content)
        .filter(account -> account.trusts(loggedIn))
        .map(Account::person);
  }

  /** All, the newest first. */
  public List<Listed> list() throws IOException {
    return accounts.newest(MOST).stream()
        .map(Documents.Held::content)
        .map(each -> new Listed(each.person(), each.disabled(), each.since()))
        .toList();
  }

  /** Whether there is anybody. */
  public boolean isEmpty() throws IOException {
    return accounts.newest(1).isEmpty();
  }

  /** A log-in; takes some tenths of a second whether it is right or wrong. */
  public LogIn logIn(String id, char[] password, Instant now) throws IOException {
    if (id.isEmpty() || id.length() > LONGEST) {
      Password.NOBODYS.is(password);
      return new LogIn.Wrong();
    }
    // The try is counted before the password is looked at: many at once are no way around.
    Account before = countTry(id, now);
    Instant nextTry = before.nextTry(now);
    if (now.isBefore(nextTry)) {
      return new LogIn.Later(nextTry);
    }
    if (!before.password().is(password) || before.disabled()) {
      return new LogIn.Wrong();
    }
    Password fresh = before.password().isWeak() ? Password.of(password, random) : before.password();
    change(
        id,
        known -> {
          boolean same = known.password().equals(before.password());
          return (same ? known.rehashed(fresh) : known).cleared();
        });
    return new LogIn.Welcome(before.person());
  }

  /** Counts a try as failed unless it comes too early; what was known before it. */
  private Account countTry(String id, Instant now) throws IOException {
    Account[] before = new Account[1];
    accounts.change(
        id,
        known -> {
          before[0] = known;
          return known == null || now.isBefore(known.nextTry(now)) ? null : known.failed(now);
        });
    if (before[0] != null) {
      return before[0];
    }
    synchronized (strangers) {
      Account stranger = strangers.getOrDefault(id, Account.stranger(id, now));
      if (!now.isBefore(stranger.nextTry(now))) {
        strangers.put(id, stranger.failed(now));
      }
      return stranger;
    }
  }
}
