package org.qingting.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Single GET requests with one deadline each, from connecting to the last byte. HttpClient bounds
 * neither the length of a body nor the time of a slow drip; both are bounded here.
 */
final class HttpExchange implements AutoCloseable {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;
  private final Set<HttpGet> running = ConcurrentHashMap.newKeySet();

  private HttpExchange(CloseableHttpClient client, ScheduledExecutorService deadlines) {
    this.client = client;
    this.deadlines = deadlines;
  }

  static HttpExchange open(DnsResolver resolver, String userAgent, Duration timeout) {
    Timeout longest = Timeout.of(timeout);
    Http1Config lines =
        Http1Config.custom().setMaxLineLength(LONGEST_LINE).setMaxHeaderCount(MOST_HEADERS).build();
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(lines).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(longest)
                            .setSocketTimeout(longest)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .setMaxConnPerRoute(4)
                    .setMaxConnTotal(64)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(longest)
                    .setResponseTimeout(longest)
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableAutomaticRetries()
            .evictIdleConnections(TimeValue.ofSeconds(20))
            .setUserAgent(userAgent)
            .build();
    ScheduledExecutorService deadlines =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "fetch-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    return new HttpExchange(client, deadlines);
  }

  /**
   * Sends one GET and reads its answer.
   *
   * @param deadline by {@link System#nanoTime}
   * @param truncate whether a body longer than {@code maxBytes} is cut rather than refused
   * @throws InterruptedIOException when the deadline passes
   */
  Answer get(URI url, Validators validators, long deadline, int maxBytes, boolean truncate)
      throws IOException {
    try {
      return once(url, validators, deadline, maxBytes, truncate);
    } catch (NoHttpResponseException e) {
      // A kept connection that the server had closed meanwhile; the second try opens a new one.
      return once(url, validators, deadline, maxBytes, truncate);
    }
  }

  private Answer once(URI url, Validators validators, long deadline, int maxBytes, boolean truncate)
      throws IOException {
    HttpGet request = request(url, validators);
    ScheduledFuture<?> end =
        deadlines.schedule(
            request::cancel, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    running.add(request);
    try {
      ClassicHttpResponse response =
          client.executeOpen(HttpHost.create(url), request, HttpClientContext.create());
      try {
        return answer(response, maxBytes, truncate);
      } finally {
        // Closing would first drain what is left, which a hostile server never ends.
        request.cancel();
        closeQuietly(response);
      }
    } catch (IOException | RuntimeException e) {
      if (System.nanoTime() - deadline >= 0) {
        throw (InterruptedIOException)
            new InterruptedIOException("the deadline passed").initCause(e);
      }
      throw e instanceof IOException io ? io : new IOException(e);
    } finally {
      running.remove(request);
      end.cancel(false);
    }
  }

  private static HttpGet request(URI url, Validators validators) {
    HttpGet request = new HttpGet(url);
    request.setHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
    request.setHeader("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.3");
    request.setHeader("Accept-Encoding", "gzip");
    if (!validators.etag().isEmpty()) {
      request.setHeader("If-None-Match", validators.etag());
    }
    if (!validators.lastModified().isEmpty()) {
      request.setHeader("If-Modified-Since", validators.lastModified());
    }
    return request;
  }

  private static Answer answer(ClassicHttpResponse response, int maxBytes, boolean truncate)
      throws IOException {
    byte[] body = new byte[0];
    if (response.getCode() == 200 && response.getEntity() != null) {
      InputStream in = response.getEntity().getContent();
      if (in != null) {
        body = Bodies.read(in, header(response, "Content-Encoding"), maxBytes, truncate);
        // Reads the end of the last chunk, so that the connection can be kept.
        in.read();
      }
    }
    return new Answer(
        response.getCode(),
        body,
        header(response, "Content-Type"),
        new Validators(header(response, "ETag"), header(response, "Last-Modified")),
        header(response, "Location"),
        header(response, "Retry-After"));
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // The answer is read or given up already; the connection is discarded either way.
    }
  }

  @Override
  public void close() {
    running.forEach(HttpGet::cancel);
    client.close(CloseMode.IMMEDIATE);
    deadlines.shutdownNow();
  }
}
