package org.qingting.alerts.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedLinksTest {
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final String ALERT = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void aLink_saysWhoAndWhat_untilItExpires() {
    SignedLinks links = new SignedLinks(new byte[32]);
    String token = links.issue("zhang", ALERT, START, Duration.ofHours(12));
    assertThat(token).as("there is room for it in an SMS").matches("[A-Za-z0-9_-]{58}");
    Instant until = START.plus(Duration.ofHours(12));
    SignedLinks.Token valid = new SignedLinks.Token.Valid("zhang", ALERT, until);
    assertThat(links.read(token, START)).isEqualTo(valid);
    // A clock that was set back makes it no less valid.
    assertThat(links.read(token, START.minus(Duration.ofDays(1)))).isEqualTo(valid);
    assertThat(links.read(token, until.minusSeconds(1))).isEqualTo(valid);
    assertThat(links.read(token, until)).isEqualTo(new SignedLinks.Token.Expired(ALERT));
  }

  @Test
  void everyChangedCharacter_andEveryCutOne_isAForgery() {
    SignedLinks links = new SignedLinks(new byte[32]);
    String token = links.issue("zhang", ALERT, START, Duration.ofHours(12));
    for (int i = 0; i < token.length(); i++) {
      for (char other : new char[] {'A', 'b', '0', '_', '-', '.', '张'}) {
        if (token.charAt(i) != other) {
          String forged = token.substring(0, i) + other + token.substring(i + 1);
          assertThat(links.read(forged, START)).isEqualTo(new SignedLinks.Token.Forged());
        }
      }
      assertThat(links.read(token.substring(0, i), START))
          .isEqualTo(new SignedLinks.Token.Forged());
    }
    assertThat(links.read(token + "A", START)).isEqualTo(new SignedLinks.Token.Forged());
    assertThat(links.read("x".repeat(100_000), START)).isEqualTo(new SignedLinks.Token.Forged());
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(new SignedLinks(other).read(token, START)).isEqualTo(new SignedLinks.Token.Forged());
  }

  @Property(tries = 300)
  void aFlippedBit_isAForgery(
      @ForAll @Size(32) byte[] key,
      @ForAll @AlphaChars @StringLength(min = 2, max = 32) String staff,
      @ForAll @IntRange(max = 100_000) int bit) {
    SignedLinks links = new SignedLinks(key);
    byte[] token =
        Base64.getUrlDecoder().decode(links.issue(staff, ALERT, START, Duration.ofHours(12)));
    int at = bit % (8 * token.length);
    token[at / 8] ^= (byte) (1 << at % 8);
    String flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    assertThat(links.read(flipped, START)).isEqualTo(new SignedLinks.Token.Forged());
    assertThat(links.read(flipped, START.plus(Duration.ofDays(1))))
        .as("a forged link is never called an expired one")
        .isEqualTo(new SignedLinks.Token.Forged());
  }

  @Property(tries = 300)
  void whateverIsIssued_fitsIntoAPath_andIsReadBack(
      @ForAll @StringLength(min = 1, max = 18) String staff,
      @ForAll @StringLength(min = 1, max = 18) String alert,
      @ForAll @IntRange(min = 1, max = 86_400) int seconds) {
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(staff + "|" + alert));
    SignedLinks links = new SignedLinks(new byte[32]);
    String token = links.issue(staff, alert, START, Duration.ofSeconds(seconds));
    assertThat(token).matches("[A-Za-z0-9_.~-]{1,200}");
    Instant until = START.plusSeconds(seconds);
    assertThat(links.read(token, until.minusMillis(1)))
        .isEqualTo(new SignedLinks.Token.Valid(staff, alert, until));
    assertThat(links.read(token, until)).isEqualTo(new SignedLinks.Token.Expired(alert));
  }

  @Property(tries = 300)
  void whatIsNoToken_isAForgery(@ForAll String anything) {
    assertThat(new SignedLinks(new byte[32]).read(anything, START))
        .isEqualTo(new SignedLinks.Token.Forged());
  }

  @Test
  void idsThatDoNotFit_areRefused() {
    SignedLinks links = new SignedLinks(new byte[32]);
    assertThat(links.issue("z".repeat(112), ALERT, START, Duration.ofHours(1))).hasSize(200);
    for (String staff : new String[] {"", "z".repeat(113)}) {
      assertThatThrownBy(() -> links.issue(staff, ALERT, START, Duration.ofHours(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyWhoMakeTheKeyAtOnce_haveTheSameOne() throws Exception {
    Path file = folder.resolve("keys").resolve("links.key");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> makers =
          Collections.nCopies(
              8, () -> SignedLinks.open(file).issue("zhang", ALERT, START, Duration.ofHours(1)));
      Set<String> tokens = new HashSet<>();
      for (Future<String> each : pool.invokeAll(makers)) {
        tokens.add(each.get());
      }
      assertThat(tokens).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void theKey_isMadeOnce_forItsOwnerAlone() throws IOException {
    Path file = folder.resolve("keys").resolve("links.key");
    String token = SignedLinks.open(file).issue("zhang", ALERT, START, Duration.ofHours(1));
    assertThat(SignedLinks.open(file).read(token, START))
        .isInstanceOf(SignedLinks.Token.Valid.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "no key");
    assertThatThrownBy(() -> SignedLinks.open(file)).hasMessageContaining("holds no key");
  }
}
