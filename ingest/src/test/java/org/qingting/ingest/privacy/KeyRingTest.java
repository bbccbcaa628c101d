package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  /** Still October in Greenwich, November in China. */
  private static final Instant NOVEMBER = Instant.parse("2026-10-31T17:00:00Z");

  private static final Instant DECEMBER = Instant.parse("2026-12-05T00:00:00Z");

  @TempDir Path home;

  @Test
  void keepsItsKeysWithinAMonth() throws IOException {
    PrivacyKeys first = KeyRing.open(keys(), NOVEMBER);
    PrivacyKeys second = KeyRing.open(keys(), NOVEMBER.plusSeconds(86_400));
    assertThat(second.ids()).isEqualTo(first.ids()).hasSize(32);
    assertThat(second.people()).isEqualTo(first.people()).hasSize(32).isNotEqualTo(first.ids());
    assertThat(keys().resolve("people-2026-11.key")).exists();
  }

  @Test
  void destroysThePeopleKeyWithItsMonth_butKeepsIds() throws IOException {
    PrivacyKeys november = KeyRing.open(keys(), NOVEMBER);
    PrivacyKeys december = KeyRing.open(keys(), DECEMBER);
    assertThat(december.ids()).isEqualTo(november.ids());
    assertThat(december.people()).isNotEqualTo(november.people());
    assertThat(keys().resolve("people-2026-11.key")).doesNotExist();
    assertThat(keys().resolve("people-2026-12.key")).exists();
  }

  @Test
  void filesAreReadableByTheirOwnerOnly() throws IOException {
    Assumptions.assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
    KeyRing.open(keys(), NOVEMBER);
    for (String file : new String[] {"ids.key", "people-2026-11.key"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys().resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void neverReplacesABrokenIdsKey_andSaysWhatToDo() throws IOException {
    KeyRing.open(keys(), NOVEMBER);
    Path file = keys().resolve("ids.key");
    String sound = Files.readString(file);
    String broken = sound.replace(sound.charAt(20), sound.charAt(20) == 'a' ? 'b' : 'a');
    Files.writeString(file, broken);
    assertThatThrownBy(() -> KeyRing.open(keys(), NOVEMBER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ids.key is broken")
        .hasMessageContaining("restore it from a backup");
    assertThat(Files.readString(file)).isEqualTo(broken);
  }

  @Test
  void neverMakesANewIdsKeyInAUsedHome() throws IOException {
    KeyRing.open(keys(), NOVEMBER);
    Files.delete(keys().resolve("ids.key"));
    assertThatThrownBy(() -> KeyRing.open(keys(), NOVEMBER))
        .hasMessageContaining("is missing though this home was used before");
    assertThat(keys().resolve("ids.key")).doesNotExist();
  }

  private Path keys() {
    return home.resolve("keys");
  }
}
