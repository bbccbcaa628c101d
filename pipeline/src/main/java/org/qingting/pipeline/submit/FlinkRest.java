package org.qingting.pipeline.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Flink's REST API as requests and JSON answers. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Building the job's plan happens within a request. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** A new leader is found within a few seconds; the answer until then is 503. */
  private static final Duration LEADERLESS = Duration.ofMinutes(1);

  private final URI address;
  private final HttpClient client;

  FlinkRest(URI address) {
    this.address = address;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Flink answered that it will not. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String reason) {
      super(reason);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  JsonNode get(String path) throws IOException {
    return send(to(path).GET());
  }

  JsonNode post(String path, JsonNode body) throws IOException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  void patch(String path) throws IOException {
    send(to(path).method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  /** One file as a form, streamed. */
  JsonNode upload(String path, Path file, String name) throws IOException {
    String boundary =
        "qingting" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + name
            + "\"\r\nContent-Type: application/java-archive\r\n\r\n";
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.concat(
            HttpRequest.BodyPublishers.ofString(head, StandardCharsets.UTF_8),
            HttpRequest.BodyPublishers.ofFile(file),
            HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return send(
        to(path).header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(body));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    long deadline = System.nanoTime() + LEADERLESS.toNanos();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      while (answer.statusCode() == 503 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(500);
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      return read(answer);
    } catch (ConnectException | HttpTimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SubmissionException.failed("interrupted while waiting for Flink", e);
    }
  }

  private JsonNode read(HttpResponse<String> answer) throws IOException {
    JsonNode body;
    try {
      body = JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (JsonProcessingException e) {
      throw SubmissionException.failed(
          "what answers at " + address + " is not Flink's REST API: check --flink", e);
    }
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    throw new Refusal(answer.statusCode(), reason(body, answer.statusCode()));
  }

  /** Flink puts a heading first and the stack trace, if any, last. */
  private static String reason(JsonNode body, int status) {
    JsonNode errors = body.path("errors");
    String last = errors.isEmpty() ? "" : errors.get(errors.size() - 1).asText();
    if (last.isBlank() || last.equals("<Exception on server side:")) {
      return "HTTP " + status;
    }
    return RootCause.of(last.replace("<Exception on server side:\n", ""));
  }

  private SubmissionException unreachable(IOException e) {
    String why = e instanceof HttpTimeoutException ? "no answer in time" : "no connection";
    return SubmissionException.failed(
        "the Flink cluster at "
            + address
            + " cannot be reached ("
            + why
            + "): check that its JobManager runs, and --flink",
        e);
  }
}
