package org.qingting.ingest.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.qingting.ingest.parse.CanonicalUrl;
import org.qingting.ingest.parse.ParsedPost;
import org.qingting.model.Engagement;

/** Makes a post of named values, or says what is wrong with them. */
final class PostFields {
  static final String TOO_LONG = "longer than 1 MiB";

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "url",
          "source",
          "publishedAt",
          "title",
          "text",
          "author",
          "repostOf",
          "likes",
          "comments",
          "shares",
          "views");
  private static final int MOST_NOTED = 50;
  private static final String ISO = "ISO 8601 with offset (2026-11-03T08:15:00+08:00)";

  /** What a reason may quote: nothing that could be a name or a sentence. */
  private static final Pattern QUOTABLE = Pattern.compile("[ -~年月日时分秒上下午今昨前天刚：]{1,40}");

  private static final Pattern COUNT = Pattern.compile("\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,18}");
  private static final Pattern SHORT_OFFSET = Pattern.compile("^(.*[+-]\\d{2})(\\d{2})");
  private static final Pattern BLANK_FOR_T = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:.*)");

  private final Consumer<Line> sink;
  private final Set<String> noted = new HashSet<>();

  PostFields(Consumer<Line> sink) {
    this.sink = sink;
  }

  static boolean isKnown(String field) {
    return KNOWN.contains(field);
  }

  /** Says once of every unknown field that it is ignored. */
  void note(long number, Iterable<String> names) {
    for (String name : names) {
      if (!KNOWN.contains(name) && noted.size() < MOST_NOTED && noted.add(name)) {
        String shown = QUOTABLE.matcher(name).matches() ? " '" + name + "'" : "";
        sink.accept(
            new Line.Note(
                number, "unknown field" + shown + " is ignored; known: " + knownFields()));
      }
    }
  }

  Line post(long number, Map<String, String> values) {
    note(number, values.keySet());
    try {
      return accepted(number, values);
    } catch (BadValueException e) {
      return new Line.Rejected(number, e.getMessage());
    }
  }

  private static Line accepted(long number, Map<String, String> values) throws BadValueException {
    String source = value(values, "source");
    String text = value(values, "text");
    String title = value(values, "title");
    String author = value(values, "author");
    if (source.isEmpty()) {
      throw new BadValueException("source is missing");
    }
    Instant publishedAt = time(value(values, "publishedAt"), author);
    if (text.isEmpty() && title.isEmpty()) {
      throw new BadValueException("text is missing");
    }
    String url = value(values, "url");
    if (!url.isEmpty() && CanonicalUrl.page(url).isEmpty()) {
      throw new BadValueException("url is no http or https address of at most 2,048 characters");
    }
    Engagement engagement =
        new Engagement(
            count(values, "likes"),
            count(values, "comments"),
            count(values, "shares"),
            count(values, "views"));
    ParsedPost post =
        new ParsedPost(
            url, title, text, author, publishedAt, "", value(values, "repostOf"), engagement);
    return new Line.Accepted(number, post, source, value(values, "id"));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    return value == null ? "" : value.strip();
  }

  private static Instant time(String value, String author) throws BadValueException {
    if (value.isEmpty()) {
      throw new BadValueException("publishedAt is missing; give it as " + ISO);
    }
    try {
      String iso = BLANK_FOR_T.matcher(value).replaceFirst("$1T$2");
      iso = SHORT_OFFSET.matcher(iso).replaceFirst("$1:$2");
      return OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      boolean quotable = QUOTABLE.matcher(value).matches() && !value.equals(author);
      throw new BadValueException(
          "publishedAt " + (quotable ? "'" + value + "' " : "") + "is not " + ISO);
    }
  }

  private static long count(Map<String, String> values, String name) throws BadValueException {
    String value = value(values, name);
    if (value.isEmpty()) {
      return 0;
    }
    if (!COUNT.matcher(value).matches()) {
      throw new BadValueException(name + " is not a whole number of at least 0");
    }
    return Long.parseLong(value.replace(",", ""));
  }

  private static String knownFields() {
    return String.join(", ", KNOWN.stream().sorted().toList());
  }

  /** The name of a field as it is known, whatever its case; itself if unknown. */
  static String canonicalName(String name) {
    String bare = name.strip();
    for (String known : KNOWN) {
      if (known.toLowerCase(Locale.ROOT).equals(bare.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    return bare;
  }

  private static final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
      super(message, null, false, false);
    }
  }
}
