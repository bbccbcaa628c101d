package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Kibana's import of saved objects. */
final class Import {
  private static final String PATH = "/api/saved_objects/_import?overwrite=true";
  private static final String BOUNDARY = "qingting-objects-of-kibana";
  private static final int NAMED = 3;

  private Import() {}

  static List<KibanaSetup.Installed> into(KibanaCalls calls, String ndjson)
      throws KibanaException, InterruptedException {
    KibanaCalls.Answer answer =
        calls.post(PATH, "multipart/form-data; boundary=" + BOUNDARY, form(ndjson));
    if (answer.status() != 200) {
      throw KibanaException.trouble(
          "Kibana refused the dashboards ("
              + answer.status()
              + (answer.body().hasNonNull("message")
                  ? ": " + answer.body().get("message").asText()
                  : "")
              + "): nothing was installed");
    }
    if (!answer.body().path("success").asBoolean()) {
      throw KibanaException.trouble(failures(answer.body().path("errors")));
    }
    List<KibanaSetup.Installed> all = new ArrayList<>();
    for (JsonNode one : answer.body().path("successResults")) {
      all.add(
          new KibanaSetup.Installed(
              one.path("type").asText(),
              one.path("id").asText(),
              one.path("meta").path("title").asText(),
              one.path("overwrite").asBoolean()));
    }
    return all;
  }

  private static byte[] form(String ndjson) {
    return ("--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"qingting.ndjson\"\r\n"
            + "Content-Type: application/ndjson\r\n\r\n"
            + ndjson
            + "\r\n--"
            + BOUNDARY
            + "--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String failures(JsonNode errors) {
    List<String> all = new ArrayList<>();
    errors.forEach(error -> all.add(failure(error)));
    String named = all.stream().limit(NAMED).collect(Collectors.joining("; "));
    return "Kibana did not take "
        + (all.isEmpty() ? "the dashboards and did not say why" : named)
        + (all.size() > NAMED ? "; and " + (all.size() - NAMED) + " more" : "")
        + ": delete what stands in the way in Kibana under Saved Objects and try again";
  }

  private static String failure(JsonNode failed) {
    JsonNode error = failed.path("error");
    String what = failed.path("type").asText() + " '" + failed.path("id").asText() + "' ";
    return what
        + switch (error.path("type").asText()) {
          case "missing_references" -> "(it needs " + references(error) + ", which is not there)";
          case "conflict", "ambiguous_conflict" -> "(another object is in its place)";
          case "unsupported_type" -> "(this Kibana has no such objects)";
          default ->
              error.hasNonNull("message")
                  ? "(" + error.get("message").asText() + ")"
                  : "(" + error.path("type").asText("unknown") + ")";
        };
  }

  private static String references(JsonNode error) {
    List<String> all = new ArrayList<>();
    for (JsonNode reference : error.path("references")) {
      all.add(reference.path("type").asText() + " '" + reference.path("id").asText() + "'");
    }
    return String.join(", ", all);
  }
}
