package org.qingting.nlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads lexicons: tab-separated UTF-8 resources, {@code #} begins a note. */
public final class Resources {

  private Resources() {}

  /** The rows of a lexicon beside this class. */
  static List<String[]> rows(String name) {
    return rows(Resources.class, name);
  }

  /** The rows of a lexicon beside a class. */
  public static List<String[]> rows(Class<?> beside, String name) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = beside.getResourceAsStream(name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("lexicon " + name + " cannot be read", e);
    }
    return rows;
  }
}
