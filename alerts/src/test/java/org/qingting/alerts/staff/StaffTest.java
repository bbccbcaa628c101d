package org.qingting.alerts.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;
import org.qingting.alerts.desk.SqliteDeskStore;

class StaffTest {
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final String PASSWORD = "cloud-stream-47";
  private static final Person ZHANG = new Person("zhang", "张敏", Set.of(Role.OFFICER));

  @TempDir Path folder;
  private SqliteDeskStore store;
  private Staff staff;

  @BeforeEach
  void open() throws IOException {
    store = SqliteDeskStore.open(folder.resolve("desk.db"));
    staff = new Staff(store);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Staff.LogIn logIn(String id, String password, Instant now) throws IOException {
    return staff.logIn(id, password.toCharArray(), now);
  }

  @Test
  void whoWasAdded_logsInWithTheRightPasswordOnly() throws IOException {
    assertThat(staff.isEmpty()).isTrue();
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    assertThat(logIn("zhang", PASSWORD, START)).isEqualTo(new Staff.LogIn.Welcome(ZHANG));
    assertThat(logIn("zhang", PASSWORD + "x", START)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(logIn("nobody", PASSWORD, START)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(logIn("", "", START)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(staff.find("zhang")).contains(ZHANG);
    assertThatThrownBy(() -> staff.add(ZHANG, PASSWORD.toCharArray(), START))
        .hasMessage("'zhang' is taken");
  }

  @Test
  void aWeakPassword_andAnIdThatCannotBe_areRefused() {
    for (String weak :
        new String[] {"short", "aaaaaaaaaaaa", "my-zhang-2026", "two-lines\nof-it"}) {
      assertThatThrownBy(() -> staff.add(ZHANG, weak.toCharArray(), START))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("10 to 200 characters")
          .hasMessageNotContaining(weak);
    }
    for (String id : new String[] {"", "x", "Zhang", "张敏", "system", "a b", "z".repeat(33)}) {
      assertThatThrownBy(
              () ->
                  staff.add(
                      new Person(id, "张敏", Set.of(Role.OFFICER)), PASSWORD.toCharArray(), START))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyWrongPasswords_areLookedAtEverMoreSlowly_butNeverLockOutForGood() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    for (int i = 0; i < 5; i++) {
      assertThat(logIn("zhang", "wrong-one-12", START)).isEqualTo(new Staff.LogIn.Wrong());
    }
    assertThat(logIn("zhang", PASSWORD, START))
        .isEqualTo(new Staff.LogIn.Later(START.plusSeconds(4)));
    // Another process knows of it too.
    assertThat(new Staff(store).logIn("zhang", PASSWORD.toCharArray(), START))
        .isInstanceOf(Staff.LogIn.Later.class);
    Instant later = START.plusSeconds(4);
    assertThat(logIn("zhang", "wrong-one-12", later)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(logIn("zhang", PASSWORD, later.plus(Duration.ofMinutes(15))))
        .isInstanceOf(Staff.LogIn.Welcome.class);
    assertThat(logIn("zhang", PASSWORD, later.plus(Duration.ofMinutes(15))))
        .isInstanceOf(Staff.LogIn.Welcome.class);
  }

  @Test
  void whoIsDisabled_doesNotLogIn_andWhoHasANewPassword_logsInWithThat() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    staff.setDisabled("zhang", true);
    assertThat(logIn("zhang", PASSWORD, START)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(staff.find("zhang")).isEmpty();
    staff.setDisabled("zhang", false);
    staff.setPassword("zhang", "another-stream-48".toCharArray(), START);
    staff.setRoles("zhang", Set.of(Role.CHIEF, Role.LEGAL));
    assertThat(logIn("zhang", "another-stream-48", START))
        .isEqualTo(
            new Staff.LogIn.Welcome(new Person("zhang", "张敏", Set.of(Role.CHIEF, Role.LEGAL))));
    assertThatThrownBy(() -> staff.setDisabled("nobody", true))
        .hasMessage("nobody has the id 'nobody'");
  }

  @Test
  void anIdThatNobodyHas_isSlowedDownAlike_soThatItCannotBeToldApart() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(logIn("nobody", "wrong-one-12", START)).isEqualTo(new Staff.LogIn.Wrong());
    }
    assertThat(logIn("nobody", "wrong-one-12", START))
        .isEqualTo(new Staff.LogIn.Later(START.plusSeconds(4)));
    assertThat(logIn("nobody", "wrong-one-12", START.plusSeconds(4)))
        .isEqualTo(new Staff.LogIn.Wrong());
    // Whoever gets that id later begins anew.
    staff.add(new Person("nobody", "新人", Set.of(Role.VIEWER)), PASSWORD.toCharArray(), START);
    assertThat(logIn("nobody", PASSWORD, START)).isInstanceOf(Staff.LogIn.Welcome.class);
  }

  @Test
  void manyTriesAtOnce_areNoWayAroundTheSlowness() throws Exception {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    ExecutorService pool = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Staff.LogIn>> tries =
          Collections.nCopies(12, () -> logIn("zhang", "wrong-one-12", START));
      int lookedAt = 0;
      for (Future<Staff.LogIn> each : pool.invokeAll(tries)) {
        lookedAt += each.get() instanceof Staff.LogIn.Wrong ? 1 : 0;
      }
      assertThat(lookedAt).isEqualTo(5);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void failuresFromATimeWhenTheClockWasAhead_keepNobodyOut() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    for (int i = 0; i < 5; i++) {
      logIn("zhang", "wrong-one-12", START.plus(Duration.ofDays(365)));
    }
    assertThat(logIn("zhang", PASSWORD, START)).isInstanceOf(Staff.LogIn.Welcome.class);
  }

  @Test
  void aLogInOfBeforeANewPassword_countsNoLonger() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    Instant loggedIn = START.plusSeconds(60);
    assertThat(staff.find("zhang", loggedIn)).contains(ZHANG);
    staff.setRoles("zhang", Set.of(Role.LEGAL));
    assertThat(staff.find("zhang", loggedIn))
        .contains(new Person("zhang", "张敏", Set.of(Role.LEGAL)));
    staff.setPassword("zhang", "another-stream-48".toCharArray(), START.plusSeconds(61));
    assertThat(staff.find("zhang", loggedIn)).isEmpty();
    assertThat(staff.find("zhang", START.plusSeconds(62))).isPresent();
    staff.setDisabled("zhang", true);
    assertThat(staff.find("zhang", START.plusSeconds(62))).isEmpty();
  }

  @Test
  void aPasswordHashedLessOften_isHashedAsTodayByItsNextLogIn() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    Documents<Account> kept =
        new Documents<>(
            store, "staff", Account.class, each -> new Documents.Place(0, Document.NEVER));
    Password old = Password.of(PASSWORD.toCharArray(), new SecureRandom(), 1000);
    kept.change("zhang", account -> account.rehashed(old));
    assertThat(logIn("zhang", "wrong-one-12", START)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(kept.get("zhang").orElseThrow().content().password()).isEqualTo(old);
    assertThat(logIn("zhang", PASSWORD, START)).isEqualTo(new Staff.LogIn.Welcome(ZHANG));
    Account after = kept.get("zhang").orElseThrow().content();
    assertThat(after.password().iterations()).isEqualTo(600_000);
    assertThat(after.failures()).isZero();
    assertThat(staff.find("zhang", START)).as("who is logged in stays so").isPresent();
    assertThat(logIn("zhang", PASSWORD, START)).isEqualTo(new Staff.LogIn.Welcome(ZHANG));
  }

  @Test
  void nothingThatIsPrinted_holdsAHash() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    Account account =
        new Documents<>(
                store, "staff", Account.class, each -> new Documents.Place(0, Document.NEVER))
            .get("zhang")
            .orElseThrow()
            .content();
    assertThat(account.toString())
        .contains("password=***")
        .doesNotContain(account.password().hash())
        .doesNotContain(account.password().salt());
  }

  @Test
  void noPassword_standsInTheStore() throws IOException {
    staff.add(ZHANG, PASSWORD.toCharArray(), START);
    store.close();
    for (String name : new String[] {"desk.db", "desk.db-wal"}) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD);
      }
    }
    open();
  }
}
