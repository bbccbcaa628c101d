package org.qingting.pipeline.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.qingting.model.Analysis;
import org.qingting.model.Post;
import org.qingting.model.Tone;
import org.qingting.search.Hit;

/** Prints hits in one of three forms. */
abstract class HitPrinter implements AutoCloseable {
  abstract void print(Hit hit);

  /** Says how many there were, where the form has room for it. */
  void end(long printed, long total) {}

  @Override
  public void close() {}

  static HitPrinter of(SearchCommand.Format format, PrintStream out, boolean watched) {
    return switch (format) {
      case table -> new Table(out, watched);
      case csv -> new Csv(out);
      case jsonl -> new JsonLines(out);
    };
  }

  /** The full text with its matches marked. */
  static String marked(Hit hit, String before, String behind) {
    String text = hit.opinion().post().fullText();
    StringBuilder marked = new StringBuilder(text.length() + 16);
    int done = 0;
    for (Hit.Highlight highlight : hit.highlights()) {
      marked.append(text, done, highlight.start()).append(before);
      marked.append(text, highlight.start(), highlight.end()).append(behind);
      done = highlight.end();
    }
    return marked.append(text.substring(done)).toString();
  }

  /** A spreadsheet would run a text that begins like a formula. */
  static String cell(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static final class Table extends HitPrinter {
    private static final int WIDTH = 90;
    private final PrintStream out;
    private final boolean watched;

    Table(PrintStream out, boolean watched) {
      this.out = out;
      this.watched = watched;
    }

    @Override
    void print(Hit hit) {
      Post post = hit.opinion().post();
      String text = Terminal.line(around(hit));
      if (watched) {
        text = text.replace("【", "\u001b[1;33m").replace("】", "\u001b[0m");
      }
      out.printf(
          "%s  %s  %-14s %s%s%n",
          Times.minute(post.eventTime()),
          tone(hit.opinion().analysis().tone()),
          Terminal.line(post.source()),
          text,
          hit.reposts() == 0 ? "" : "  (+" + hit.reposts() + " 转载)");
    }

    /** A stretch of text around the first match, with all matches in it marked. */
    private static String around(Hit hit) {
      String text = hit.opinion().post().fullText().replace('【', '[').replace('】', ']');
      int first = hit.highlights().isEmpty() ? 0 : hit.highlights().get(0).start();
      int start = between(text, Math.max(0, Math.min(first - 20, text.length() - WIDTH)));
      int end = between(text, Math.min(text.length(), start + WIDTH));
      StringBuilder shown = new StringBuilder(start == 0 ? "" : "…");
      int done = start;
      for (Hit.Highlight highlight : hit.highlights()) {
        if (highlight.start() >= done && highlight.end() <= end) {
          shown.append(text, done, highlight.start()).append('【');
          shown.append(text, highlight.start(), highlight.end()).append('】');
          done = highlight.end();
        }
      }
      return shown.append(text, done, end).append(end == text.length() ? "" : "…").toString();
    }

    /** This place in a text, or the one before where it would cut a character in two. */
    private static int between(String text, int at) {
      return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static String tone(Tone tone) {
      return switch (tone) {
        case NEGATIVE -> "负面";
        case NEUTRAL -> "中性";
        case POSITIVE -> "正面";
      };
    }

    @Override
    void end(long printed, long total) {
      out.printf("%d / %d%n", printed, total);
    }
  }

  private static final class Csv extends HitPrinter {
    private final CsvWriter csv;

    Csv(PrintStream out) {
      this.csv =
          CsvWriter.builder()
              .build(new java.io.OutputStreamWriter(out, java.nio.charset.StandardCharsets.UTF_8));
      csv.writeRecord(
          "publishedAt",
          "tone",
          "source",
          "channel",
          "title",
          "text",
          "themes",
          "places",
          "keywords",
          "police",
          "reposts",
          "url",
          "id",
          "incident",
          "repostOf");
    }

    @Override
    void print(Hit hit) {
      Post post = hit.opinion().post();
      Analysis analysis = hit.opinion().analysis();
      csv.writeRecord(
          Times.iso(post.publishedAt()),
          analysis.tone().id(),
          cell(post.source()),
          post.channel().id(),
          cell(post.title()),
          cell(post.text()),
          cell(String.join(" ", analysis.themes())),
          cell(String.join(" ", analysis.places())),
          cell(String.join(" ", analysis.keywords())),
          Boolean.toString(analysis.police()),
          Long.toString(hit.reposts()),
          cell(post.url()),
          post.id(),
          hit.opinion().incident(),
          post.repostOf());
    }

    @Override
    public void close() {
      try {
        csv.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class JsonLines extends HitPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final PrintStream out;

    JsonLines(PrintStream out) {
      this.out = out;
    }

    @Override
    void print(Hit hit) {
      Post post = hit.opinion().post();
      Analysis analysis = hit.opinion().analysis();
      ObjectNode line = JSON.createObjectNode();
      line.put("id", post.id());
      line.put("url", post.url());
      line.put("source", post.source());
      line.put("channel", post.channel().id());
      line.put("publishedAt", Times.iso(post.publishedAt()));
      line.put("fetchedAt", Times.iso(post.fetchedAt()));
      line.put("title", post.title());
      line.put("text", post.text());
      line.put("tone", analysis.tone().id());
      line.put("negative", analysis.negative());
      line.put("neutral", analysis.neutral());
      line.put("positive", analysis.positive());
      line.put("police", analysis.police());
      array(line, "themes", analysis.themes());
      array(line, "places", analysis.places());
      array(line, "keywords", analysis.keywords());
      line.put("incident", hit.opinion().incident());
      line.put("thread", post.thread());
      line.put("repostOf", post.repostOf());
      line.put("reposts", hit.reposts());
      line.put("likes", post.engagement().likes());
      line.put("comments", post.engagement().comments());
      line.put("shares", post.engagement().shares());
      line.put("views", post.engagement().views());
      line.put("version", analysis.version());
      ArrayNode highlights = line.putArray("highlights");
      for (Hit.Highlight highlight : hit.highlights()) {
        highlights.addArray().add(highlight.start()).add(highlight.end());
      }
      try {
        out.println(JSON.writeValueAsString(line));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void array(ObjectNode line, String name, List<String> values) {
      ArrayNode array = line.putArray(name);
      values.forEach(array::add);
    }
  }
}
