package org.qingting.alerts.channels;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Single HTTP calls: one deadline from connecting to the last byte, no redirect followed, a bounded
 * answer. Failures are told by kind alone, since an exception's text may name the address, which is
 * a secret.
 */
final class HttpCalls {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What came back.
   *
   * @param body read as UTF-8
   * @param retryAfter the header, {@code ""} where there is none
   */
  record Answer(int status, String body, String retryAfter) {}

  /** No whole answer came; the message says why, without address. */
  static final class CallFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    CallFailedException(String message) {
      super(message);
    }
  }

  Answer send(HttpRequest request, Duration timeout) throws CallFailedException {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, info -> new Bounded(LONGEST_ANSWER));
    try {
      HttpResponse<byte[]> response = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          new String(response.body(), StandardCharsets.UTF_8),
          response.headers().firstValue("Retry-After").orElse(""));
    } catch (TimeoutException e) {
      throw new CallFailedException("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new CallFailedException(kind(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException("interrupted");
    } finally {
      // Ends what is still under way; does nothing to a call that is done.
      call.cancel(true);
    }
  }

  private static String kind(Throwable cause) {
    if (cause instanceof TooLongException) {
      return "the answer is too long";
    }
    if (cause instanceof SSLException) {
      return "no trusted TLS connection: look at the certificate of the service";
    }
    if (cause instanceof ConnectException) {
      return "no connection: look at the address, the network and the proxy";
    }
    return "the connection broke";
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Collects a body, up to a limit. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final byte[] body;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private int length;
    private Flow.Subscription subscription;

    Bounded(int most) {
      this.body = new byte[most];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        int more = buffer.remaining();
        if (more > body.length - length) {
          subscription.cancel();
          whole.completeExceptionally(new TooLongException());
          return;
        }
        buffer.get(body, length, more);
        length += more;
      }
    }

    @Override
    public void onError(Throwable e) {
      whole.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
      whole.complete(Arrays.copyOf(body, length));
    }
  }
}
