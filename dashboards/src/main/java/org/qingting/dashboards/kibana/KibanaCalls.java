package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** Speaks to one Kibana; everything that can go wrong on the way becomes a sentence. */
final class KibanaCalls implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KibanaSetup.Target target;
  private final ExecutorService threads = Executors.newCachedThreadPool(KibanaCalls::daemon);
  private final HttpClient client;

  KibanaCalls(KibanaSetup.Target target) throws KibanaException {
    this.target = target;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .connectTimeout(CONNECT);
    if (target.ca() != null) {
      builder.sslContext(Authority.of(target.ca()));
    }
    this.client = builder.build();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "kibana");
    thread.setDaemon(true);
    return thread;
  }

  /** An answer; {@code body} is a missing node where it is not JSON. */
  record Answer(int status, JsonNode body) {}

  /** Reads a path of Kibana itself, outside every space. */
  Answer get(String path) throws KibanaException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Posts to a path of the space. */
  Answer post(String path, String contentType, byte[] body)
      throws KibanaException, InterruptedException {
    String space = target.space().isEmpty() ? "" : "/s/" + target.space();
    return send(
        request(space + path)
            .header("Content-Type", contentType)
            .header("kbn-xsrf", "qingting")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    String base = target.url().replaceAll("/+$", "");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    if (!target.credentials().isEmpty()) {
      request.header("Authorization", target.credentials());
    }
    return request;
  }

  private Answer send(HttpRequest request) throws KibanaException, InterruptedException {
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (SSLException e) {
      throw KibanaException.trouble(untrusted(e), e);
    } catch (HttpTimeoutException e) {
      throw KibanaException.trouble(
          target.url() + " does not answer in time: is Kibana there, or still starting?", e);
    } catch (ConnectException | UnknownHostException e) {
      throw unreachable(e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnresolvedAddressException
          ? unreachable(e)
          : KibanaException.trouble(
              target.url()
                  + " ended the connection ("
                  + e.getMessage()
                  + "): is it Kibana's address, and http or https right?",
              e);
    }
    refusals(answer);
    return new Answer(answer.statusCode(), json(answer.body()));
  }

  private KibanaException unreachable(IOException e) {
    return KibanaException.trouble(
        "there is no Kibana at " + target.url() + ": start it, or give its address with --url", e);
  }

  private String untrusted(SSLException e) {
    return "the TLS connection to " + target.url() + " failed: " + TlsTrouble.of(e, target);
  }

  /** What Kibana, or whatever stands before it, answers to every call alike. */
  private void refusals(HttpResponse<byte[]> answer) throws KibanaException {
    int status = answer.statusCode();
    if (status == 401) {
      throw KibanaException.badInput(
          target.credentials().isEmpty()
              ? "Kibana asks who it is (401): name the environment variables that hold an API key"
                  + " (--api-key-env) or a user and a password (--user-env, --password-env)"
              : "Kibana does not know these credentials (401): check the values of the environment"
                  + " variables");
    }
    if (status == 403) {
      throw KibanaException.badInput(
          "Kibana knows these credentials, but they may not do this (403): they need the right to"
              + " manage saved objects"
              + (target.space().isEmpty() ? "" : " in space " + target.space()));
    }
    if (status >= 300 && status < 400) {
      throw KibanaException.badInput(
          target.url()
              + " sends elsewhere ("
              + status
              + answer.headers().firstValue("location").map(to -> " to " + to).orElse("")
              + "): give Kibana's own address, with its base path");
    }
    if (status == 502 || status == 503 || status == 504) {
      throw KibanaException.trouble(
          "Kibana at " + target.url() + " is not ready yet (" + status + "): try again in a while");
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
