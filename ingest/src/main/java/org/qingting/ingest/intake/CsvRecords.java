package org.qingting.ingest.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * CSV with a line of field names. Records are gathered line by line: a quote that is never closed
 * costs the line in which it stands, not the rest of the file, since reading goes on with the next
 * line once the gathered record proves wrong or too long.
 */
final class CsvRecords {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int MOST_LINES = 10_000;

  private final Consumer<Line> sink;
  private final PostFields fields;
  private final ArrayDeque<ByteLines.Raw> pushedBack = new ArrayDeque<>();
  private Charset charset;
  private char separator;
  private CsvReader.CsvReaderBuilder csv;
  private List<String> names;

  CsvRecords(Consumer<Line> sink) {
    this.sink = sink;
    this.fields = new PostFields(sink);
  }

  void read(ByteLines lines) throws IOException {
    boolean usable = true;
    for (ByteLines.Raw line = next(lines); line != null && usable; line = next(lines)) {
      String text = line.tooLong() ? null : decoded(line.bytes());
      if (line.tooLong()) {
        sink.accept(new Line.Rejected(line.number(), PostFields.TOO_LONG));
      } else if (text == null) {
        sink.accept(new Line.Rejected(line.number(), "neither UTF-8 nor GB18030 text"));
      } else if (!text.isBlank()) {
        if (names == null) {
          usable = header(line.number(), text);
        } else {
          record(line, text, lines);
        }
      }
    }
  }

  private ByteLines.Raw next(ByteLines lines) throws IOException {
    ByteLines.Raw line = pushedBack.poll();
    return line == null ? lines.next() : line;
  }

  private void record(ByteLines.Raw first, String text, ByteLines lines) throws IOException {
    List<ByteLines.Raw> gathered = new ArrayList<>();
    StringBuilder record = new StringBuilder(text);
    boolean open = endsInQuotes(text, false);
    while (open) {
      ByteLines.Raw line = next(lines);
      String part = line == null || line.tooLong() ? null : decoded(line.bytes());
      if (line != null) {
        gathered.add(line);
      }
      if (part == null
          || gathered.size() > MOST_LINES
          || record.length() + part.length() > ImportReader.LONGEST_LINE) {
        rejectFirst(first, gathered);
        return;
      }
      record.append('\n').append(part);
      open = endsInQuotes(part, true);
    }
    Line line = parse(first.number(), record.toString(), gathered.isEmpty());
    if (line == null) {
      rejectFirst(first, gathered);
    } else {
      sink.accept(line);
    }
  }

  /** Only the first line of what was gathered is bad; the others are read again by themselves. */
  private void rejectFirst(ByteLines.Raw first, List<ByteLines.Raw> gathered) {
    sink.accept(new Line.Rejected(first.number(), "a quote is opened and never closed"));
    for (int i = gathered.size() - 1; i >= 0; i--) {
      pushedBack.addFirst(gathered.get(i));
    }
  }

  /** Null where a record of several lines does not hold together. */
  private Line parse(long number, String text, boolean oneLine) {
    List<String> values;
    try {
      values = csv.ofSingleCsvRecord(text).getFields();
    } catch (CsvParseException e) {
      return oneLine
          ? new Line.Rejected(
              number, "text behind a closing quote; double the quotes within a field")
          : null;
    }
    if (values.size() != names.size()) {
      return oneLine
          ? new Line.Rejected(
              number,
              values.size() + " fields instead of " + names.size() + " as in the first line")
          : null;
    }
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), values.get(i));
    }
    return fields.post(number, byName);
  }

  private boolean header(long number, String text) {
    separator = separatorOf(text);
    csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(false)
            .maxBufferSize(2 * ImportReader.LONGEST_LINE);
    names = new ArrayList<>();
    try {
      CsvRecord record = csv.ofSingleCsvRecord(text);
      record.getFields().forEach(name -> names.add(PostFields.canonicalName(name)));
    } catch (CsvParseException e) {
      names.clear();
    }
    if (names.contains("source") && names.contains("publishedAt") && names.contains("text")) {
      fields.note(number, names);
      return true;
    }
    sink.accept(
        new Line.Rejected(
            number,
            "the first line must name the fields, with source, publishedAt and text among them;"
                + " nothing else of the file was read"));
    return false;
  }

  private static char separatorOf(String header) {
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  /** Whether the next line belongs to the same record. */
  private boolean endsInQuotes(String line, boolean startsInQuotes) {
    boolean quoted = startsInQuotes;
    boolean fieldStart = !startsInQuotes;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"' && fieldStart) {
        quoted = true;
      }
      fieldStart = !quoted && c == separator;
    }
    return quoted;
  }

  /** The first line that is not ASCII decides the charset of the file. */
  private String decoded(byte[] bytes) {
    if (charset != null) {
      return strictly(bytes, charset);
    }
    if (isAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    for (Charset candidate : List.of(StandardCharsets.UTF_8, GB18030)) {
      String text = strictly(bytes, candidate);
      if (text != null) {
        charset = candidate;
        return text;
      }
    }
    return null;
  }

  private static String strictly(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }
}
