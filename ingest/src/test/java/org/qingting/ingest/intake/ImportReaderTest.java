package org.qingting.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.ingest.intake.ImportReader.Format;
import org.qingting.model.Engagement;

class ImportReaderTest {
  private static final String GOOD =
      "{\"id\":\"7\",\"url\":\"https://e.example.com/1\",\"source\":\"论坛\",\"publishedAt\":\"2026-11-03T08:15:00+08:00\","
          + "\"title\":\"停水\",\"text\":\"水还没来\",\"author\":\"青溪小鱼\",\"repostOf\":\"5\",\"likes\":3,\"comments\":\"1,234\",\"views\":null}";
  private static final String HEADER = "source,publishedAt,text,author\n";
  private static final String WHEN = "2026-11-03T08:15:00+08:00";

  @Test
  void readsJsonLines_withEveryField() throws IOException {
    List<Line> lines = read("\ufeff" + GOOD + "\r\n\n" + GOOD, "posts.jsonl");
    assertThat(lines).hasSize(2);
    Line.Accepted line = (Line.Accepted) lines.get(0);
    assertThat(line.number()).isEqualTo(1);
    assertThat(line.source()).isEqualTo("论坛");
    assertThat(line.outerId()).isEqualTo("7");
    assertThat(line.post().url()).isEqualTo("https://e.example.com/1");
    assertThat(line.post().publishedAt()).isEqualTo("2026-11-03T00:15:00Z");
    assertThat(line.post().title()).isEqualTo("停水");
    assertThat(line.post().text()).isEqualTo("水还没来");
    assertThat(line.post().author()).isEqualTo("青溪小鱼");
    assertThat(line.post().repostOf()).isEqualTo("5");
    assertThat(line.post().engagement()).isEqualTo(new Engagement(3, 1234, 0, 0));
    assertThat(lines.get(1).number()).isEqualTo(3);
    assertThat(line.toString()).doesNotContain("青溪小鱼").doesNotContain("水还没来");
  }

  @Test
  void readsOnePostThatCameAlone_alsoOnSeveralLines() {
    byte[] post = GOOD.replace(",\"", ",\n\"").getBytes(StandardCharsets.UTF_8);
    assertThat(((Line.Accepted) ImportReader.readJson(post)).post().text()).isEqualTo("水还没来");
    for (String bad : List.of("", "{", "[]", "null", GOOD + GOOD, GOOD.replace("source", "x"))) {
      Line line = ImportReader.readJson(bad.getBytes(StandardCharsets.UTF_8));
      assertThat(line).as(bad).isInstanceOf(Line.Rejected.class);
    }
    assertThat(ImportReader.readJson(new byte[ImportReader.LONGEST_LINE + 1]))
        .isEqualTo(new Line.Rejected(1, "longer than 1 MiB"));
    assertThat(ImportReader.readJson(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(Line.Rejected.class);
  }

  @Test
  void readsCsv_inUtf8AndGbk_withQuotesLineBreaksAndOtherSeparators() throws IOException {
    String csv = HEADER + "论坛," + WHEN + ",\"他说：\"\"等,\n再等\"\"\",青溪小鱼\n";
    for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
      List<Line> lines = read(csv.getBytes(charset), "posts.csv");
      assertThat(lines).hasSize(1);
      assertThat(((Line.Accepted) lines.get(0)).post().text()).isEqualTo("他说：\"等,\n再等\"");
    }
    List<Line> tabs = read("\ufeffSource\tPublishedAt\tTEXT\n论坛\t" + WHEN + "\t水来了\n", "x");
    assertThat(((Line.Accepted) tabs.get(0)).post().text()).isEqualTo("水来了");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"source\":\"s\",\"publishedAt\":\"yesterday\",\"text\":\"t\"} | publishedAt 'yesterday' is not ISO 8601 with offset (2026-11-03T08:15:00+08:00)",
        "{\"source\":\"s\",\"publishedAt\":\"2026-11-03T08:15:00\",\"text\":\"t\"} | publishedAt '2026-11-03T08:15:00' is not ISO 8601 with offset (2026-11-03T08:15:00+08:00)",
        "{\"source\":\"s\",\"publishedAt\":\"雨里等了很久\",\"text\":\"t\"} | publishedAt is not ISO 8601 with offset (2026-11-03T08:15:00+08:00)",
        "{\"source\":\"s\",\"text\":\"t\"} | publishedAt is missing; give it as ISO 8601 with offset (2026-11-03T08:15:00+08:00)",
        "{\"publishedAt\":\"2026-11-03T08:15:00Z\",\"text\":\"t\"} | source is missing",
        "{\"source\":\"s\",\"publishedAt\":\"2026-11-03T08:15:00Z\",\"text\":\" \"} | text is missing",
        "{\"source\":\"s\",\"publishedAt\":\"2026-11-03T08:15:00Z\",\"text\":\"t\",\"url\":\"x\"} | url is no http or https address of at most 2,048 characters",
        "{\"source\":\"s\",\"publishedAt\":\"2026-11-03T08:15:00Z\",\"text\":\"t\",\"likes\":-1} | likes is not a whole number of at least 0",
        "{\"source\":\"s\",\"publishedAt\":\"2026-11-03T08:15:00Z\",\"text\":[\"t\"]} | text is a list or an object, not a plain value",
        "[1] | not a JSON object",
        "{\"source\":\"s\" | not valid JSON at column 14",
      })
  void rejectsBadLines_withAReason_andGoesOn(String bad, String reason) throws IOException {
    List<Line> lines = read(GOOD + "\n" + bad + "\n" + GOOD, "posts.jsonl");
    assertThat(lines).hasSize(3);
    assertThat(((Line.Rejected) lines.get(1)).message()).isEqualTo("line 2: " + reason);
    assertThat(lines.get(2)).isInstanceOf(Line.Accepted.class);
  }

  @Test
  void rejectsLinesThatAreTooLongOrInAWrongCharset_andGoesOn() throws IOException {
    String tooLong = GOOD.replace("水还没来", "水".repeat(500_000));
    assertThat(reasons(read(tooLong + "\n" + GOOD, "p.jsonl")))
        .containsExactly("longer than 1 MiB");
    byte[] gbk = (GOOD + "\n").getBytes(Charset.forName("GBK"));
    assertThat(reasons(read(gbk, "p.jsonl"))).containsExactly("not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"论坛," + "2026-11-03T08:15:00Z,开了引号,x\n",
        "论坛,2026-11-03T08:15:00Z,\"开了引号,x\n",
        "论坛,2026-11-03T08:15:00Z,\"关了\"又写,x\n",
        "论坛,2026-11-03T08:15:00Z,少一栏\n"
      })
  void aBrokenCsvLineCostsNothingBehindIt(String broken) throws IOException {
    String good = "论坛," + WHEN + ",\"水,来了\",x\n";
    List<Line> lines = read(HEADER + good + broken + good.repeat(500), "p.csv");
    assertThat(lines).filteredOn(Line.Accepted.class::isInstance).hasSize(501);
    assertThat(lines)
        .filteredOn(Line.Rejected.class::isInstance)
        .extracting(Line::number)
        .containsExactly(3L);
  }

  @Test
  void namesUnknownFieldsOnce() throws IOException {
    String odd = GOOD.replace("\"id\"", "\"mood\":\"x\",\"id\"");
    List<Line> lines = read(odd + "\n" + odd, "p.jsonl");
    assertThat(lines).filteredOn(Line.Note.class::isInstance).hasSize(1);
    assertThat(((Line.Note) lines.get(0)).text())
        .startsWith("unknown field 'mood' is ignored; known: author,");
    assertThat(lines).filteredOn(Line.Accepted.class::isInstance).hasSize(2);
  }

  @Test
  void csvWithoutFieldNames_isRefusedWithAReason() throws IOException {
    List<Line> lines = read("论坛," + WHEN + ",水来了\n".repeat(3), "p.csv");
    assertThat(lines).hasSize(1);
    assertThat(((Line.Rejected) lines.get(0)).reason())
        .startsWith("the first line must name the fields");
  }

  @ParameterizedTest
  @CsvSource({
    "'{', x.csv, JSON_LINES",
    "' {', x, JSON_LINES",
    "source, x, CSV",
    "source, x.jsonl, JSON_LINES",
    "'', x.csv, CSV"
  })
  void tellsTheFormatByFirstBytes_thenByName(String first, String name, Format format) {
    assertThat(Format.of(first.getBytes(StandardCharsets.UTF_8), name)).isEqualTo(format);
  }

  @Test
  void readsAStreamOfAnyLength_inBoundedMemory() throws IOException {
    byte[] line = (GOOD + "\n").getBytes(StandardCharsets.UTF_8);
    long[] accepted = new long[1];
    ImportReader.read(
        new Repeating(line, 100_000),
        "p.jsonl",
        l -> accepted[0] += l instanceof Line.Accepted ? 1 : 0);
    assertThat(accepted[0]).isEqualTo(100_000);
  }

  @Property(tries = 200)
  void neverThrowsForAnyBytes(@ForAll @Size(max = 400) byte[] bytes, @ForAll Format format)
      throws IOException {
    byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[header.length + bytes.length];
    System.arraycopy(header, 0, all, 0, header.length);
    System.arraycopy(bytes, 0, all, header.length, bytes.length);
    List<Line> lines = new ArrayList<>();
    ImportReader.read(new ByteArrayInputStream(all), format, lines::add);
    assertThat(lines).noneMatch(Line.Accepted.class::isInstance);
  }

  private static List<String> reasons(List<Line> lines) {
    List<String> reasons = new ArrayList<>();
    for (Line line : lines) {
      if (line instanceof Line.Rejected rejected) {
        reasons.add(rejected.reason());
      }
    }
    return reasons;
  }

  private static List<Line> read(String text, String name) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), name);
  }

  private static List<Line> read(byte[] bytes, String name) throws IOException {
    List<Line> lines = new ArrayList<>();
    ImportReader.read(new ByteArrayInputStream(bytes), name, lines::add);
    return lines;
  }

  /** The same bytes again and again, without holding them all. */
  private static final class Repeating extends InputStream {
    private final byte[] part;
    private final long total;
    private long position;

    Repeating(byte[] part, int times) {
      this.part = part;
      this.total = (long) part.length * times;
    }

    @Override
    public int read() {
      return position < total ? part[(int) (position++ % part.length)] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (position >= total) {
        return -1;
      }
      int from = (int) (position % part.length);
      int count = Math.min(length, part.length - from);
      System.arraycopy(part, from, buffer, offset, count);
      position += count;
      return count;
    }
  }
}
