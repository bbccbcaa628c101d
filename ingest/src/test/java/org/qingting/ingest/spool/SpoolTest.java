package org.qingting.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.FetchReport;
import org.qingting.model.Post;

class SpoolTest {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00.123456789Z");

  @TempDir Path directory;

  static Arrival arrival(int number) {
    return Arrival.of(
        new Post(
            "id" + number,
            "",
            "letters-office",
            Channel.LETTERS,
            AT.minusSeconds(number),
            AT,
            "",
            "第 " + number + " 封信:窗口排队两小时\n\t\"引号\" \u2028 😀",
            "",
            "",
            new Engagement(1, 2, 3, number)),
        number * 31L - 7,
        "batch-1");
  }

  private static List<Arrival> arrivals(int from, int to) {
    return IntStream.range(from, to).mapToObj(SpoolTest::arrival).toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<Arrival> read(Path file, int chunk) throws IOException {
    List<Arrival> all = new ArrayList<>();
    long offset = 0;
    boolean ended = false;
    while (!ended) {
      // Opened anew each time, as after a crash.
      try (SpoolReader reader = SpoolReader.open(file, offset)) {
        assertThat(reader.read(chunk, all::add)).isZero();
        offset = reader.offset();
        ended = reader.ended();
      }
    }
    return all;
  }

  @Test
  void bringsBackWhatWasWritten_fromAnyOffset() throws IOException {
    Path file = new SpoolWriter(directory).write(arrivals(0, 250));
    assertThat(read(file, 1)).isEqualTo(arrivals(0, 250));
    assertThat(read(file, 7)).isEqualTo(arrivals(0, 250));
    assertThat(read(file, 1000)).isEqualTo(arrivals(0, 250));
  }

  @Test
  void namesSortInTheOrderOfWriting() throws IOException {
    Clock stopped = Clock.fixed(AT, java.time.ZoneOffset.UTC);
    SpoolWriter writer = new SpoolWriter(directory, stopped, new java.util.Random(1));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      written.add(writer.write(arrivals(i, i + 1)).getFileName().toString());
    }
    assertThat(names()).isEqualTo(written);
    assertThat(written).allMatch(name -> name.matches("[0-9]{19}-[0-9a-f]{12}\\.jsonl"));
  }

  @Test
  void makesItsDirectory_andWritesNothingForNothing() throws IOException {
    Path deep = directory.resolve("a/b");
    SpoolWriter writer = new SpoolWriter(deep);
    assertThat(writer.write(List.of())).isNull();
    assertThat(deep).doesNotExist();
    assertThat(writer.write(arrivals(0, 1))).exists();
  }

  @Test
  void leavesNothingBehind_whenABatchCannotBeWritten() throws IOException {
    List<Arrival> batch = new ArrayList<>(arrivals(0, 3));
    batch.add(Arrival.of(new FetchReport("a", AT, FetchReport.Outcome.FETCHED, 0, "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpoolWriter(directory).write(batch))
        .withMessageContaining("only posts");
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhatToDo_whenTheSpoolCannotBeWritten() throws IOException {
    SpoolWriter writer = new SpoolWriter(directory.resolve("spool"));
    writer.write(arrivals(0, 1));
    try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory.resolve("spool"));
    assertThatIOException()
        .isThrownBy(() -> writer.write(arrivals(0, 1)))
        .withMessageContaining("cannot write the intake spool")
        .withMessageContaining("free disk space");
  }

  @Test
  void clearsWhatAKilledWriterLeft_butNotWhatAnotherIsWriting() throws IOException {
    Path abandoned = Files.writeString(directory.resolve("1-a.jsonl.part"), "{");
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
    Path underWay = Files.writeString(directory.resolve("2-b.jsonl.part"), "{");
    Path file = new SpoolWriter(directory).write(arrivals(0, 1));
    assertThat(names())
        .containsExactlyInAnyOrder(
            file.getFileName().toString(), underWay.getFileName().toString());
  }

  @Test
  void setsBadLinesAside_once_andGoesOn() throws IOException {
    Path good = new SpoolWriter(directory).write(arrivals(0, 4));
    List<String> lines = new ArrayList<>(Files.readAllLines(good));
    lines.add(1, "not json at all");
    lines.add(3, lines.get(0).replace("\"LETTERS\"", "\"SMOKE\""));
    lines.add(5, "{\"person\":3}");
    lines.add("{\"post\":{\"id\":\"x\"}}");
    lines.add("x".repeat(5 << 20));
    lines.add(lines.get(0));
    Path file = directory.resolve("5-c.jsonl");
    Files.writeString(file, String.join("\n", lines)); // no line end at the end

    for (int time = 0; time < 2; time++) {
      List<Arrival> all = new ArrayList<>();
      try (SpoolReader reader = SpoolReader.open(file, 0)) {
        assertThat(reader.read(1000, all::add)).isEqualTo(5);
        assertThat(reader.ended()).isTrue();
      }
      assertThat(all).containsExactly(arrival(0), arrival(1), arrival(2), arrival(3), arrival(0));
    }
    List<String> bad =
        Files.readAllLines(directory.resolve("5-c.jsonl.bad"), StandardCharsets.UTF_8);
    assertThat(bad).hasSize(5);
    assertThat(bad.get(0)).endsWith("\tnot a spool line in JSON\tnot json at all");
    assertThat(bad.get(4)).contains("longer than");
  }

  @Test
  void writesAndReadsTensOfThousandsOfPostsASecond() throws IOException {
    SpoolWriter writer = new SpoolWriter(directory);
    List<Arrival> batch = arrivals(0, SpoolWriter.BATCH);
    writer.write(batch);
    long begin = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      writer.write(batch);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    // Two orders of magnitude slower than measured would still pass: this finds only blunders.
    assertThat(4 * SpoolWriter.BATCH / seconds).isGreaterThan(2_000);
  }
}
