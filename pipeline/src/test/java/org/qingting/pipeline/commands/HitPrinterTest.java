package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Tone;
import org.qingting.search.Hit;

/** Texts as an index of another hand could hold them. */
class HitPrinterTest {
  private static final Instant AT = Instant.parse("2026-11-03T00:15:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b]0;title\u0007",
        "\u009b31m",
        "\u202e\u2066",
        "\r\n",
        "\u2028",
        "\u2029",
        "\u0000",
        "\u200b\ufeff"
      })
  void table_printsNoControls_andOneLineAHit(String controls) {
    String printed = print(SearchCommand.Format.table, hit("", "民警" + controls + "来了", 0));
    assertThat(printed.lines()).hasSize(1);
    assertThat(printed.strip()).matches("[^\\p{Cntrl}\\p{Cf}\\u2028\\u2029]*").contains("民警", "来了");
  }

  @Test
  void table_showsTheMatch_howeverLateItStands_andCutsNoCharacter() {
    String text = "😀".repeat(200) + "派出所" + "😀".repeat(200);
    int at = text.indexOf("派出所");
    for (int shift = 0; shift < 2; shift++) {
      String shifted = "民".repeat(shift) + text;
      Hit hit = hit("", shifted, 3, new Hit.Highlight(at + shift, at + shift + 3));
      String printed = print(SearchCommand.Format.table, hit);
      assertThat(printed).contains("【派出所】", "(+3 转载)").doesNotContain("\ufffd", "?");
    }
  }

  @Test
  void table_showsWholeTitlesAndTexts_whichHaveMarksOfTheirOwn() {
    assertThat(print(SearchCommand.Format.table, hit("【通报】", "民警【到场】", 0)))
        .contains("[通报] 民警[到场]")
        .startsWith("2026-11-03 08:15  中性  bbs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void csv_hasNoFormula_inTitleOrText(String formula) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder()
            .ofNamedCsvRecord(print(SearchCommand.Format.csv, hit(formula, formula, 0)))) {
      NamedCsvRecord row = reader.stream().findFirst().orElseThrow();
      assertThat(row.getField("title")).isEqualTo("'" + formula);
      assertThat(row.getField("text")).isEqualTo("'" + formula);
    }
  }

  @Test
  void csv_keepsQuotesAndLineBreaks() throws IOException {
    String text = "他说\"好\"，\n然后, 走了";
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(print(SearchCommand.Format.csv, hit("", text, 0)))) {
      assertThat(reader.stream().findFirst().orElseThrow().getField("text")).isEqualTo(text);
    }
  }

  private static String print(SearchCommand.Format format, Hit hit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        HitPrinter printer = HitPrinter.of(format, out, false)) {
      printer.print(hit);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Hit hit(String title, String text, long reposts, Hit.Highlight... highlights) {
    Post post =
        new Post("0".repeat(32), "", "bbs", Channel.ONLINE, AT, AT, title, text, "", "", null);
    Analysis analysis =
        new Analysis(
            "",
            true,
            List.of(),
            Tone.NEUTRAL,
            0,
            1,
            0,
            List.of(),
            List.of(),
            List.of(),
            "test",
            List.of());
    return new Hit(new Opinion(post, analysis, ""), reposts, List.of(highlights));
  }
}
