package org.qingting.alerts.staff;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;

/**
 * The members of the office, with their passwords, at the desk's store. Safe for use by many
 * threads, and by several processes on the same store.
 */
public final class Staff {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 200;
  private static final int MOST = 10_000;

  private final Documents<Account> accounts;
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
    if (person.name().isBlank() || person.name().length() > 40) {
      throw new IllegalArgumentException("a name has 1 to 40 characters");
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
        || text.toLowerCase(Locale.ROOT).contains(id)
        || text.chars().distinct().count() < 5) {
      throw new IllegalArgumentException(
          "a password has "
              + SHORTEST
              + " to "
              + LONGEST
              + " characters, five different ones at least, and does not hold the id");
    }
  }

  /**
   * Another password.
   *
   * @throws IllegalArgumentException when it cannot be, or nobody has that id
   */
  public void setPassword(String id, char[] password) throws IOException {
    check(id, password);
    Password kept = Password.of(password, random);
    change(id, account -> account.with(kept));
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
    Optional<Account> account =
        id.length() > 100 || id.isEmpty()
            ? Optional.empty()
            : accounts.get(id).map(Documents.Held::content);
    if (account.isPresent() && now.isBefore(account.get().nextTry())) {
      return new LogIn.Later(account.get().nextTry());
    }
    boolean right = account.map(Account::password).orElse(Password.NOBODYS).is(password);
    if (account.isEmpty()) {
      return new LogIn.Wrong();
    }
    if (!right || account.get().disabled()) {
      accounts.change(id, known -> known == null ? null : known.failed(now));
      return new LogIn.Wrong();
    }
    if (account.get().failures() > 0) {
      accounts.change(id, known -> known == null ? null : known.cleared());
    }
    return new LogIn.Welcome(account.get().person());
  }
}
