package org.qingting.alerts.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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
    assertThat(token).matches("[A-Za-z0-9_-]{1,200}");
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

  @Test
  void theKey_isMadeOnce_forItsOwnerAlone() throws IOException {
    Path file = folder.resolve("keys").resolve("links");
    String token = SignedLinks.open(file).issue("zhang", ALERT, START, Duration.ofHours(1));
    assertThat(SignedLinks.open(file).read(token, START))
        .isInstanceOf(SignedLinks.Token.Valid.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "no key");
    assertThatThrownBy(() -> SignedLinks.open(file)).hasMessageContaining("holds no key");
  }
}
