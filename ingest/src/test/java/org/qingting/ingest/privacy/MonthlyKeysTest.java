package org.qingting.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.ingest.parse.ParsedPost;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;

/** A job that runs on through the months. */
class MonthlyKeysTest {
  private static final Instant MARCH = Instant.parse("2026-03-20T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-02T00:00:00Z");

  @TempDir Path keys;

  private static Arrival read(Anonymizer anonymizer, Instant at) {
    ParsedPost post = new ParsedPost("", "", "派出所窗口排队太久", "某网友", MARCH, "", "", Engagement.NONE);
    return anonymizer.anonymize(post, "forum", Channel.ONLINE, "7", at, "");
  }

  @Test
  void withTheMonth_pseudonymsChange_theOldKeyIsDestroyed_andIdsStay() {
    Anonymizer anonymizer = new Anonymizer(new MonthlyKeys(keys.toString()));
    Arrival march = read(anonymizer, MARCH);
    assertThat(read(anonymizer, MARCH.plusSeconds(60)).person()).isEqualTo(march.person());
    Arrival april = read(anonymizer, APRIL);
    assertThat(april.person()).isNotEqualTo(march.person());
    assertThat(april.post().id()).isEqualTo(march.post().id());
    assertThat(keys.resolve("people-2026-03.key")).doesNotExist();
    assertThat(keys.resolve("people-2026-04.key")).exists();
  }

  @Test
  void whatTravelsWithTheJob_holdsNoKey() throws Exception {
    Anonymizer anonymizer = new Anonymizer(new MonthlyKeys(keys.toString()));
    final long person = read(anonymizer, MARCH).person();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(anonymizer);
    }
    String hex = Files.readString(keys.resolve("ids.key")).split(" ")[1];
    byte[] key = java.util.HexFormat.of().parseHex(hex);
    assertThat(new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain(hex)
        .doesNotContain(new String(key, StandardCharsets.ISO_8859_1));
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(read((Anonymizer) in.readObject(), MARCH).person()).isEqualTo(person);
    }
  }

  @Test
  void aBrokenKey_isSaid_andNotReplaced() throws IOException {
    Files.writeString(keys.resolve("ids.key"), "broken");
    Anonymizer anonymizer = new Anonymizer(new MonthlyKeys(keys.toString()));
    assertThatThrownBy(() -> read(anonymizer, MARCH))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("ids.key");
    assertThat(Files.readString(keys.resolve("ids.key"))).isEqualTo("broken");
  }
}
