package org.qingting.pipeline.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Entry;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.cases.Statement;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchViews;

/**
 * What dashboards see of a case: states, clocks and counts; no words of posts, no names of staff.
 */
final class CaseView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CaseView() {}

  /** The case and its published statements. */
  static List<BulkDocument> documents(CaseFile file, long version, ElasticsearchViews views) {
    List<BulkDocument> documents = new ArrayList<>();
    documents.add(views.alert(file.id(), version, text(alert(file))));
    for (Statement statement : file.statements()) {
      if (statement.isPublished()) {
        documents.add(
            views.statement(
                file.id() + "-" + statement.id(), version, text(statement(file, statement))));
      }
    }
    return documents;
  }

  private static ObjectNode alert(CaseFile file) {
    ObjectNode view = JSON.createObjectNode();
    view.put("id", file.id());
    view.put("raisedAt", file.raisedAt().toString());
    view.put("onset", file.onset().toString());
    view.put("state", id(file.state()));
    view.put("open", !file.state().isOver());
    view.put("level", file.level().effective().id());
    view.put("where", where(file));
    putNames(view, file);
    view.put("episodes", file.episodes().size());
    file.lead().ifPresent(lead -> view.put("series", id(lead.series().kind())));
    file.largest().ifPresent(largest -> putCounts(view, largest));
    putClock(view, file);
    putTimes(view, file);
    view.put("falseAlarm", file.state() == State.FALSE_ALARM);
    if (file.finding() != null) {
      view.put("outcome", id(file.finding().outcome()));
    }
    return view;
  }

  private static String where(CaseFile file) {
    return switch (file.where().effective()) {
      case LOCAL -> "local";
      case ELSEWHERE -> "elsewhere";
      case UNDECIDED -> "undecided";
    };
  }

  private static void putCounts(ObjectNode view, Member largest) {
    view.put("observed", largest.observed());
    view.put("expected", largest.expected());
    view.put("people", largest.people());
    view.put("sources", largest.sources());
    view.put("reposts", largest.reposts());
  }

  private static void putClock(ObjectNode view, CaseFile file) {
    CaseFile.Clock clock = file.clock();
    if (clock == null) {
      return;
    }
    put(view, "answerBy", clock.answerBy());
    put(view, "conferenceBy", clock.conferenceBy());
    if (clock.answeredAt() != null && clock.answerBy() != null) {
      view.put("answeredInTime", !clock.answeredAt().isAfter(clock.answerBy()));
    }
  }

  private static void putTimes(ObjectNode view, CaseFile file) {
    Instant acknowledged = first(file, "acknowledged").orElse(null);
    Instant stated =
        file.statements().stream()
            .map(Statement::publishedAt)
            .filter(at -> at != null)
            .min(Comparator.naturalOrder())
            .orElse(null);
    Instant recovered = first(file, "eased").orElse(null);
    put(view, "acknowledgedAt", acknowledged);
    put(view, "verifiedAt", file.finding() == null ? null : file.finding().at());
    put(view, "statedAt", stated);
    put(view, "recoveredAt", recovered);
    put(view, "closedAt", file.closing() == null ? null : file.closing().at());
    putMinutes(view, "minutesToAcknowledge", file.raisedAt(), acknowledged);
    putMinutes(view, "minutesToStatement", file.raisedAt(), stated);
    putMinutes(view, "minutesToRecovery", file.raisedAt(), recovered);
  }

  private static ObjectNode statement(CaseFile file, Statement statement) {
    ObjectNode view = JSON.createObjectNode();
    view.put("case", file.id());
    view.put("publishedAt", statement.publishedAt().toString());
    view.put("kind", id(statement.kind()));
    if (statement.outcome() != null) {
      view.put("outcome", id(statement.outcome()));
    }
    view.put("title", statement.title());
    putNames(view, file);
    return view;
  }

  private static void putNames(ObjectNode view, CaseFile file) {
    putName(view, "theme", file.theme());
    putName(view, "place", file.place());
    putName(view, "incident", file.incident());
  }

  private static void putName(ObjectNode view, String field, String name) {
    if (!name.isEmpty()) {
      view.put(field, name);
    }
  }

  private static Optional<Instant> first(CaseFile file, String what) {
    return file.history().stream()
        .filter(entry -> entry.what().equals(what))
        .map(Entry::at)
        .min(Comparator.naturalOrder());
  }

  private static void put(ObjectNode view, String field, Instant at) {
    if (at != null) {
      view.put(field, at.toString());
    }
  }

  private static void putMinutes(ObjectNode view, String field, Instant from, Instant until) {
    if (until != null) {
      view.put(field, Duration.between(from, until).toMillis() / 60_000.0);
    }
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String text(ObjectNode view) {
    try {
      return JSON.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
