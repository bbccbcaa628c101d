package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.qingting.model.FetchReport;
import org.qingting.model.Incident;

/**
 * Documents that only dashboards read, beside the opinions: alerts, statements, incidents, fetches.
 * Pure and thread-safe.
 */
public final class ElasticsearchViews {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NAMING_WORDS = 3;

  private final Names names;

  /** Views under a prefix. */
  public ElasticsearchViews(String prefix) {
    this.names = new Names(prefix);
  }

  /**
   * A case of the desk.
   *
   * @param version of the case: an older one never replaces a newer one
   * @param json the fields of {@code view-alerts-mappings.json}
   */
  public BulkDocument alert(String id, long version, String json) {
    return new BulkDocument(names.only(Names.VIEW_ALERTS), id, version, json);
  }

  /**
   * A published statement.
   *
   * @param version of its case
   * @param json the fields of {@code view-statements-mappings.json}
   */
  public BulkDocument statement(String id, long version, String json) {
    return new BulkDocument(names.only(Names.VIEW_STATEMENTS), id, version, json);
  }

  /** An incident. */
  public BulkDocument incident(Incident incident) {
    ObjectNode document = JSON.createObjectNode();
    List<String> words = incident.words();
    document.put("id", incident.id());
    document.put(
        "name",
        OpinionDocument.whole(
            (incident.place()
                    + " "
                    + words.stream().limit(NAMING_WORDS).collect(Collectors.joining(" ")))
                .strip()));
    putKey(document, "place", incident.place());
    putKey(document, "theme", incident.theme());
    ArrayNode all = document.putArray("word");
    words.forEach(word -> all.add(OpinionDocument.key(word)));
    document.put("since", Names.clamped(incident.since()).toString());
    return BulkDocument.of(names.only(Names.VIEW_INCIDENTS), incident.id(), text(document));
  }

  /** A fetch of a page. */
  public BulkDocument fetch(FetchReport report) {
    ObjectNode document = JSON.createObjectNode();
    document.put("at", Names.clamped(report.at()).toString());
    document.put("source", OpinionDocument.key(report.source()));
    document.put("outcome", report.outcome().name().toLowerCase(java.util.Locale.ROOT));
    document.put("posts", report.posts());
    putKey(document, "message", report.message());
    String json = text(document);
    return BulkDocument.of(names.month(Names.VIEW_FETCHES, report.at()), hash(json), json);
  }

  /**
   * A document that was refused for good.
   *
   * @param reason as the server gave it
   */
  public BulkDocument rejected(BulkDocument refused, String reason, Instant at) {
    ObjectNode document = JSON.createObjectNode();
    document.put("at", at.toString());
    document.put("index", refused.index());
    document.put("id", refused.id());
    document.put("reason", OpinionDocument.whole(reason));
    document.put("document", refused.body());
    return BulkDocument.of(
        names.only(Names.REJECTED), hash(refused.index() + "\n" + refused.id()), text(document));
  }

  /** Whether a document tells of a refusal: one that is itself refused ends there. */
  public boolean isRejection(BulkDocument document) {
    return document.index().equals(names.only(Names.REJECTED));
  }

  private static void putKey(ObjectNode document, String field, String value) {
    if (!value.isEmpty()) {
      document.put(field, OpinionDocument.key(value));
    }
  }

  private static String text(ObjectNode document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
