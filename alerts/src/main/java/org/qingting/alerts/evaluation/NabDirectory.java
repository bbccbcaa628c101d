package org.qingting.alerts.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qingting.alerts.evaluation.LabelledSeries.Window;

/**
 * Labelled series in the layout of the Numenta Anomaly Benchmark: {@code windows.json} names each
 * file and its windows. All times are taken as UTC. Messages name what is wrong within the folder.
 */
final class NabDirectory {
  private static final String WINDOWS = "windows.json";
  private static final String HEADER = "timestamp,value";
  private static final TypeReference<TreeMap<String, List<List<String>>>> LABELS =
      new TypeReference<>() {};

  private final Path directory;

  NabDirectory(Path directory) {
    this.directory = directory;
  }

  /** All series, by name. */
  List<LabelledSeries> read() throws IOException {
    List<LabelledSeries> all = new ArrayList<>();
    for (Map.Entry<String, List<List<String>>> label : labels().entrySet()) {
      all.add(series(label.getKey(), label.getValue()));
    }
    return all;
  }

  private Map<String, List<List<String>>> labels() throws IOException {
    if (!Files.isRegularFile(directory.resolve(WINDOWS))) {
      throw new IllegalArgumentException(
          "there is no " + WINDOWS + " in it: it must name each CSV file and its windows");
    }
    try {
      return new ObjectMapper().readValue(String.join("\n", lines(WINDOWS)), LABELS);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new IllegalArgumentException(
          WINDOWS + " line " + line + ": must be {\"folder/file.csv\": [[\"start\", \"end\"], ..]}",
          e);
    }
  }

  private LabelledSeries series(String name, List<List<String>> windows) throws IOException {
    if (!Files.isRegularFile(directory.resolve(name))) {
      throw new IllegalArgumentException("there is no " + name + ", which " + WINDOWS + " names");
    }
    List<String> lines = lines(name);
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new IllegalArgumentException(name + " line 1: must be " + HEADER);
    }
    List<Instant> times = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        addRow(name + " line " + (i + 1), lines.get(i), times, counts);
      }
    }
    if (times.isEmpty()) {
      throw new IllegalArgumentException(name + " has no count");
    }
    return new LabelledSeries(times, counts, windows(name, windows, times));
  }

  private static void addRow(String where, String line, List<Instant> times, List<Long> counts) {
    int comma = line.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException(where + ": no comma; each line must be " + HEADER);
    }
    Instant at = time(where, line.substring(0, comma));
    if (!times.isEmpty() && at.isBefore(times.get(times.size() - 1))) {
      throw new IllegalArgumentException(
          where + ": earlier than the line before; a series must be in the order of time");
    }
    times.add(at);
    counts.add(count(where, line.substring(comma + 1).strip()));
  }

  private static long count(String where, String value) {
    try {
      long count = new BigDecimal(value).longValueExact();
      if (count >= 0) {
        return count;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below, as for a negative number.
    }
    throw new IllegalArgumentException(where + ": '" + value + "' is no count");
  }

  private static Instant time(String where, String value) {
    try {
      return LocalDateTime.parse(value.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          where + ": '" + value + "' is no time like 2026-11-23 08:30:00", e);
    }
  }

  private static List<Window> windows(String name, List<List<String>> limits, List<Instant> times) {
    List<Window> windows = new ArrayList<>();
    for (List<String> limit : limits) {
      String where = WINDOWS + ", " + name + " " + limit;
      if (limit.size() != 2) {
        throw new IllegalArgumentException(where + ": a window is a start and an end");
      }
      int first = rowsBefore(time(where, limit.get(0)), times);
      int last = rowsBefore(time(where, limit.get(1)).plusNanos(1), times) - 1;
      if (first > last) {
        throw new IllegalArgumentException(where + ": no count of the series lies in this window");
      }
      windows.add(new Window(first, last));
    }
    windows.sort(Comparator.comparingInt(Window::first));
    for (int i = 1; i < windows.size(); i++) {
      if (windows.get(i).first() <= windows.get(i - 1).last()) {
        throw new IllegalArgumentException(WINDOWS + ", " + name + ": two windows overlap");
      }
    }
    return windows;
  }

  private static int rowsBefore(Instant time, List<Instant> times) {
    int rows = 0;
    while (rows < times.size() && times.get(rows).isBefore(time)) {
      rows++;
    }
    return rows;
  }

  private List<String> lines(String name) throws IOException {
    try {
      return Files.readAllLines(directory.resolve(name));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + " is not UTF-8", e);
    }
  }
}
