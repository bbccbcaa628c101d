package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;

/** What goes wrong with Elasticsearch, in one sentence that says what to look at. */
final class Troubles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String hosts;

  Troubles(List<URI> hosts) {
    this.hosts = hosts.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  /** What a failure means. */
  IOException words(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return refused;
    }
    if (cause instanceof ElasticsearchException e) {
      String type = e.error() == null ? "" : e.error().type();
      return new RefusedException(e.status(), type, e.getMessage(), e);
    }
    Optional<ResponseException> response = find(cause, ResponseException.class);
    if (response.isPresent()) {
      // The client leaves some refusals, conflicts among them, to the transport below it.
      ResponseException e = response.get();
      int status = e.getResponse().getStatusLine().getStatusCode();
      return new RefusedException(status, type(e), firstLine(e.getMessage()), e);
    }
    String network = network(cause);
    if (!network.isEmpty()) {
      return new IOException("Elasticsearch at " + hosts + ": " + network, cause);
    }
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    return new IOException("Elasticsearch at " + hosts + ": " + cause, cause);
  }

  private static String network(Throwable failure) {
    String tls = tls(failure);
    if (!tls.isEmpty()) {
      return tls;
    }
    if (find(failure, UnknownHostException.class).isPresent()) {
      return "there is no host of that name";
    }
    if (find(failure, ConnectException.class).isPresent()) {
      return "nobody answers there; is it running, and is the address right?";
    }
    if (find(failure, SocketTimeoutException.class).isPresent()
        || find(failure, TimeoutException.class).isPresent()) {
      return "it did not answer in time";
    }
    if (find(failure, ConnectionClosedException.class).isPresent()) {
      return "it closed the connection; does it speak TLS (https://)?";
    }
    return "";
  }

  private static String tls(Throwable failure) {
    if (find(failure, CertificateExpiredException.class).isPresent()) {
      return "its certificate has expired; renew it";
    }
    if (find(failure, CertificateNotYetValidException.class).isPresent()) {
      return "its certificate is not valid yet; are the clocks right?";
    }
    if (find(failure, SSLPeerUnverifiedException.class).isPresent()) {
      return "its certificate is for another name than that of the address";
    }
    Optional<SSLException> ssl = find(failure, SSLException.class);
    if (ssl.isPresent()) {
      String message = String.valueOf(ssl.get().getMessage());
      if (message.contains("certification path") || message.contains("PKIX")) {
        return "its certificate is signed by no authority known here; name the file of its authority"
            + " (ca)";
      }
      if (message.contains("plaintext") || message.contains("SSL message")) {
        return "it does not speak TLS; is it http:// instead of https://?";
      }
      return "no TLS connection: " + firstLine(message);
    }
    return "";
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return Stream.iterate(
            failure, each -> each != null, each -> each.getCause() == each ? null : each.getCause())
        .limit(20)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static String type(ResponseException e) {
    HttpEntity body = e.getResponse().getEntity();
    if (body == null) {
      return "";
    }
    try {
      return JSON.readTree(EntityUtils.toByteArray(body)).path("error").path("type").asText("");
    } catch (IOException notJson) {
      return "";
    }
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
