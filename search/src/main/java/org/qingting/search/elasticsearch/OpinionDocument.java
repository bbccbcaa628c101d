package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.qingting.model.Analysis;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.search.words.Units;

/**
 * An opinion as a document: fields to search, count and show, and the whole opinion as it was, in
 * an object that is not indexed.
 */
final class OpinionDocument {
  /** Stands in the units where something separates two; no unit can be it. */
  static final String APART = "\u0001";

  /** Some ten thousand years in milliseconds: within what a date may be. */
  static final long FARTHEST = 300_000_000_000_000L;

  /** Keyword values are cut there, in the index as in queries. */
  private static final int LONGEST_KEY = 1000;

  private static final Pattern LONE =
      Pattern.compile("[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Opinion opinion;
  private final String batch;

  /**
   * Of an opinion.
   *
   * @param batch the import that brought it; {@code ""} for none
   * @throws IllegalArgumentException when it lacks what it must have
   */
  OpinionDocument(Opinion opinion, String batch) {
    check(opinion);
    this.opinion = opinion;
    this.batch = batch;
  }

  static String key(String value) {
    return whole(value.length() <= LONGEST_KEY ? value : value.substring(0, LONGEST_KEY));
  }

  /** Half a surrogate pair has no UTF-8: it is kept as U+FFFD. */
  static String whole(String text) {
    return LONE.matcher(text).replaceAll("\uFFFD");
  }

  static long millis(Instant instant) {
    long seconds = FARTHEST / 1000;
    if (Math.abs((double) instant.getEpochSecond()) >= seconds) {
      return instant.getEpochSecond() < 0 ? -FARTHEST : FARTHEST;
    }
    return instant.toEpochMilli();
  }

  /** Everything, as JSON. */
  String json() throws IOException {
    Post post = opinion.post();
    ObjectNode document = JSON.createObjectNode();
    document.put("id", key(post.id()));
    putCounted(document);
    document.put("url", whole(post.url()));
    document.put("title", whole(post.title()));
    document.put("text", whole(post.text()));
    document.put("units", whole(units(post.fullText())));
    document.put("words", whole(opinion.analysis().words()));
    if (!post.repostOf().isEmpty()) {
      document.put("repostOf", key(post.repostOf()));
    }
    if (!batch.isEmpty()) {
      document.put("batch", key(batch));
    }
    document.set("opinion", whole(JSON.valueToTree(opinion)));
    return JSON.writeValueAsString(document);
  }

  /** What dashboards may count and nobody can read words or addresses in, as JSON. */
  String view() throws IOException {
    ObjectNode document = JSON.createObjectNode();
    putCounted(document);
    return JSON.writeValueAsString(document);
  }

  private void putCounted(ObjectNode document) {
    Post post = opinion.post();
    Analysis analysis = opinion.analysis();
    document.put("time", millis(post.eventTime()));
    document.put("fetchedAt", Names.clamped(post.fetchedAt()).toString());
    document.put("source", key(post.source()));
    document.put("channel", post.channel().id());
    document.put("tone", analysis.tone().id());
    document.put("negative", analysis.negative());
    document.put("neutral", analysis.neutral());
    document.put("positive", analysis.positive());
    document.put("police", analysis.police());
    keys(document.putArray("theme"), analysis.themes());
    keys(document.putArray("place"), analysis.places());
    keys(document.putArray("keyword"), analysis.keywords());
    if (!opinion.incident().isEmpty()) {
      document.put("incident", key(opinion.incident()));
    }
    document.put("original", post.repostOf().isEmpty());
    Engagement engagement = post.engagement();
    document.put("likes", engagement.likes());
    document.put("comments", engagement.comments());
    document.put("shares", engagement.shares());
    document.put("views", engagement.views());
    document.put("version", whole(analysis.version()));
  }

  /** All texts of a tree, whole. */
  private static JsonNode whole(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(each -> each.setValue(whole(each.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, whole(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(whole(node.textValue()));
    }
    return node;
  }

  private static void keys(ArrayNode array, List<String> values) {
    values.forEach(value -> array.add(key(value)));
  }

  private static String units(String text) {
    Units units = new Units();
    StringBuilder joined = new StringBuilder(2 * text.length());
    units.reset(text);
    for (boolean first = true; units.next(); first = false) {
      if (!first) {
        joined.append(' ');
        if (units.step() > 2) {
          joined.append(APART).append(' ');
        }
      }
      joined.append(units.chars(), 0, units.length());
    }
    return joined.toString();
  }

  /** The opinion of a document. */
  static Opinion opinion(JsonNode source) throws IOException {
    return JSON.treeToValue(source.get("opinion"), Opinion.class);
  }

  private static void check(Opinion opinion) {
    Post post = require(opinion.post(), "a post");
    require(opinion.analysis(), "an analysis");
    require(opinion.analysis().tone(), "a tone");
    require(post.id(), "an id");
    require(post.source(), "a source");
    require(post.channel(), "a channel");
    require(post.publishedAt(), "a time of publishing");
    require(post.fetchedAt(), "a time of fetching");
    require(post.text(), "a text");
    if (post.id().isEmpty() || post.id().getBytes(StandardCharsets.UTF_8).length > 512) {
      throw new IllegalArgumentException("a post id has 1 to 512 bytes");
    }
  }

  private static <T> T require(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("an opinion needs " + name + " to be kept");
    }
    return value;
  }
}
