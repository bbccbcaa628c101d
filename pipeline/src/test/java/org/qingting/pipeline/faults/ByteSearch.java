package org.qingting.pipeline.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/**
 * Looks for words in everything a home holds: in the bytes of every file, in three encodings, and
 * in what the index gives back, since Lucene compresses what it stores.
 */
final class ByteSearch {
  private static final Charset[] ENCODINGS = {
    StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("GB18030")
  };

  private ByteSearch() {}

  static List<String> find(Path home, List<String> words) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            bytes = in.readAllBytes();
          }
        }
        search(home.relativize(file).toString(), bytes, words, found);
      }
    }
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OpinionReader reader = new LuceneIndex(new HomePaths(home).index()).openReader()) {
      reader.forEach(
          OpinionQuery.ALL.withReposts(true),
          hit -> stored.writeBytes(hit.opinion().toString().getBytes(StandardCharsets.UTF_8)));
    }
    search("what the index gives back", stored.toByteArray(), words, found);
    return found;
  }

  private static void search(String where, byte[] bytes, List<String> words, List<String> found) {
    for (Charset encoding : ENCODINGS) {
      // One byte, one char: then the search for bytes is a search for text.
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      for (String word : words) {
        if (text.contains(new String(word.getBytes(encoding), StandardCharsets.ISO_8859_1))) {
          found.add(word + " (" + encoding + ") in " + where);
        }
      }
    }
  }
}
