package org.qingting.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Tells a page that says that what was asked for is not there, though it was answered as a page
 * (soft 404). Pure; thread-safe.
 */
public final class MissingPage {
  /** A notice is short; in a longer page such words are what people write about. */
  private static final int LONGEST = 500;

  /** So many characters in a row of a post are not found in a notice by chance. */
  private static final int TELLING = 8;

  private static final List<String> PHRASES = phrases();

  private MissingPage() {}

  /**
   * Whether a page stands in for one that is gone.
   *
   * @param body of an answer with status 200
   * @param contentType its Content-Type header; {@code ""} for none
   * @param text that was there before: a page that still holds a piece of it is not missing; {@code
   *     ""} where not known
   */
  public static boolean is(byte[] body, String contentType, String text) {
    Document page = Jsoup.parse(Charsets.decode(body, contentType));
    String title = letters(page.title());
    page.select("script, style, noscript, template, nav, header, footer, title").remove();
    String visible = letters(page.text());
    if (visible.length() > LONGEST || holds(visible, letters(text))) {
      return false;
    }
    return PHRASES.stream().anyMatch(each -> visible.contains(each) || title.contains(each));
  }

  private static boolean holds(String visible, String text) {
    for (int from = 0; from + TELLING <= text.length(); from += TELLING / 2) {
      String piece = text.substring(from, from + TELLING);
      if (PHRASES.stream().noneMatch(each -> each.contains(piece)) && visible.contains(piece)) {
        return true;
      }
    }
    return false;
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  private static List<String> phrases() {
    try (InputStream in = MissingPage.class.getResourceAsStream("missing.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(MissingPage::letters)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
