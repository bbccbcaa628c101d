package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which alerts the terminal has told, and through which revision: an alert that reached the desk
 * just before a crash is told after it, and none is told twice.
 */
final class Told {
  private static final int MOST = 2000;

  private final Path file;
  private final Map<String, Integer> revisions = new LinkedHashMap<>();
  private boolean changed;

  private Told(Path file) {
    this.file = file;
  }

  static Told read(Path file) throws IOException {
    Told told = new Told(file);
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("\\d{1,9}")) {
          told.revisions.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was told in this home yet.
      return told;
    }
    return told;
  }

  /** The newest revision told; -1 for none. */
  int revision(String id) {
    return revisions.getOrDefault(id, -1);
  }

  void note(String id, int revision) {
    if (revision(id) < revision) {
      revisions.put(id, revision);
      changed = true;
    }
  }

  /** Makes durable what was noted. */
  void write() throws IOException {
    if (!changed) {
      return;
    }
    List<String> lines = new ArrayList<>();
    revisions.forEach((id, revision) -> lines.add(id + " " + revision));
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(
        part,
        lines.subList(Math.max(0, lines.size() - MOST), lines.size()),
        StandardCharsets.US_ASCII);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    changed = false;
  }
}
