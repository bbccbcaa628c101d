package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** The time that a dashboard shows when it is opened. */
record Span(Instant from, Instant to) {

  static Span of(JsonNode dashboard, Instant now) {
    String from = dashboard.at("/attributes/timeFrom").asText();
    long number = Long.parseLong(from.replaceAll("\\D", ""));
    Duration back = from.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    return new Span(now.minus(back), now);
  }

  /** The filter on a time field, as Kibana adds it. */
  JsonNode filter(String field) {
    var json = Server.JSON.createObjectNode();
    json.putObject("range")
        .putObject(field)
        .put("gte", from.toString())
        .put("lte", to.toString())
        .put("format", "strict_date_optional_time");
    return json;
  }

  /** About fifty bars, as Kibana's automatic interval. */
  String interval() {
    long minutes = Math.max(1, Duration.between(from, to).toMinutes() / 50);
    return minutes + "m";
  }
}
