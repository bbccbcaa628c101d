package org.qingting.ingest.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notes bad lines of one spool file as {@code offset TAB reason TAB line}, each once even when the
 * file is read again after a crash.
 */
final class BadLines {
  private final Path notes;
  private Set<Long> noted;

  BadLines(Path file) {
    this.notes = file.resolveSibling(file.getFileName() + ".bad");
  }

  void note(long offset, String reason, byte[] line) throws IOException {
    if (noted == null) {
      noted = readNoted();
    }
    if (!noted.add(offset)) {
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 100);
    out.writeBytes((offset + "\t" + reason + "\t").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(line);
    out.write('\n');
    Files.write(notes, out.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Set<Long> readNoted() throws IOException {
    Set<Long> offsets = new HashSet<>();
    if (Files.exists(notes)) {
      // Bad lines may hold any bytes; Latin-1 reads them all.
      List<String> lines = Files.readAllLines(notes, StandardCharsets.ISO_8859_1);
      for (String line : lines) {
        int tab = line.indexOf('\t');
        if (tab > 0 && line.substring(0, tab).chars().allMatch(Character::isDigit)) {
          offsets.add(Long.parseLong(line.substring(0, tab)));
        }
      }
    }
    return offsets;
  }
}
