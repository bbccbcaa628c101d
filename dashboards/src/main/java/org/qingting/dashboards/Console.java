package org.qingting.dashboards;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.search.OpinionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built-in console: its pages and the HTTP API behind them (see the package's description).
 * Listens on loopback unless told otherwise. Thread-safe.
 */
public final class Console implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Console.class);

  /** The longest thing that anybody sends is a statement. */
  private static final long MOST_SENT = 64 * 1024;

  private final Javalin server;
  private final String host;

  private Console(Javalin server, String host) {
    this.server = server;
    this.host = host;
  }

  /**
   * Starts serving a console that only shows, to whomever it is served. The reader and the desk
   * stay the caller's: closing the console does not close them.
   *
   * @throws IOException when it cannot listen there (the port is in use, say); the message says
   *     what to do
   */
  public static Console start(ConsoleSettings settings, OpinionReader reader, AlertDesk desk)
      throws IOException {
    return start(settings, reader, desk, null);
  }

  /**
   * The same for an office that works through the console.
   *
   * @param access null for a console that only shows
   */
  public static Console start(
      ConsoleSettings settings, OpinionReader reader, AlertDesk desk, DeskAccess access)
      throws IOException {
    // The framework talks about itself; what matters is said here or thrown.
    JavalinLogger.enabled = false;
    FreshReader fresh = new FreshReader(reader, System::nanoTime);
    Api api = new Api(settings, fresh, desk);
    Door door = new Door(settings, access);
    CaseApi cases = new CaseApi(settings, fresh, desk, access, door);
    Javalin server =
        Javalin.create(
            config -> {
              configure(config, settings, access != null);
              route(config.routes, new Json(), api, door);
              cases.route(config.routes);
            });
    try {
      server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw unreachable(settings, e);
    }
    return new Console(server, settings.host());
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where a browser on this machine finds it. */
  public URI address() {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    return URI.create(
        "http://" + (everywhere ? "127.0.0.1" : Gate.bracketed(host)) + ":" + port() + "/");
  }

  /** Stops serving. */
  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig config, ConsoleSettings settings, boolean acting) {
    config.http.maxRequestSize = MOST_SENT;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    QueuedThreadPool threads = new QueuedThreadPool(32, 2);
    threads.setName("console");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(16 * 1024);
        });
    config.jetty.modifyServer(jetty -> jetty.setHandler(new Gate(settings, acting)));
  }

  /** What answers at one address. */
  @FunctionalInterface
  private interface Answer {
    Object to(Api.Asked asked) throws IOException;
  }

  /** What answers at one address that ends with an id. */
  @FunctionalInterface
  private interface AnswerById {
    Optional<Object> to(String id, Api.Asked asked) throws IOException;
  }

  private static void route(RoutesConfig routes, Json json, Api api, Door door) {
    Map<String, Answer> answers =
        Map.of(
            "/api/health", api::health,
            "/api/overview", api::overview,
            "/api/timeline", api::timeline,
            "/api/facets", api::facets,
            "/api/posts", api::posts,
            "/api/alerts", api::alerts,
            "/api/leads", api::leads,
            "/api/sources", api::sources);
    answers.forEach(
        (path, answer) ->
            serve(
                routes,
                path,
                ctx -> {
                  if (!path.equals("/api/health")) {
                    door.reading(ctx);
                  }
                  send(ctx, json, 200, answer.to(asked(ctx, door)));
                }));
    Map<String, AnswerById> answersById =
        Map.of("/api/posts/{id}", api::post, "/api/alerts/{id}", api::alert);
    answersById.forEach(
        (path, answer) ->
            serve(
                routes,
                path,
                ctx -> {
                  door.reading(ctx);
                  Optional<Object> found = answer.to(ctx.pathParam("id"), asked(ctx, door));
                  if (found.isPresent()) {
                    send(ctx, json, 200, found.get());
                  } else {
                    fail(ctx, json, 404, "there is nothing with this id");
                  }
                }));
    Assets assets = new Assets();
    for (String path : assets.paths()) {
      serve(routes, path, ctx -> send(ctx, assets.get(path), path));
    }
    serve(routes, "/cases/{id}", ctx -> send(ctx, assets.get(Assets.CASE), Assets.CASE));
    serve(routes, "/a/{token}", ctx -> send(ctx, assets.get(Assets.LINK), Assets.LINK));
    routes.exception(
        Door.ClosedException.class, (e, ctx) -> fail(ctx, json, e.status(), e.getMessage()));
    routes.exception(BadParameterException.class, (e, ctx) -> fail(ctx, json, 400, e.getMessage()));
    routes.exception(
        IOException.class,
        (e, ctx) -> {
          LOG.warn("{} could not be answered: {}", route(ctx), e.toString());
          fail(
              ctx,
              json,
              503,
              "the index or the alert desk cannot be read at the moment; it is tried again with the"
                  + " next request, and the log of this console tells why");
        });
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} failed", route(ctx), e);
          fail(ctx, json, 500, "this failed inside the console; its log tells why");
        });
    routes.error(
        404,
        ctx -> {
          if (!"application/json;charset=utf-8".equals(ctx.res().getContentType())) {
            fail(ctx, json, 404, "there is nothing at this address");
          }
        });
  }

  /** For the log, which must hold no personal link: a path with names in the place of values. */
  private static String route(Context ctx) {
    return ctx.endpoint().path;
  }

  private static void serve(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static Api.Asked asked(Context ctx, Door door) throws IOException, Door.ClosedException {
    boolean texts = door.mayReadTexts(ctx);
    if (!texts && ctx.queryParams("q").stream().anyMatch(q -> !q.isBlank())) {
      // Whether a text holds certain words tells what it says.
      throw new Door.ClosedException(403, "您的角色不能检索帖文内容。");
    }
    return new Api.Asked(ctx.queryParamMap(), texts);
  }

  private static void send(Context ctx, Json json, int status, Object answer) {
    ctx.status(status);
    ctx.contentType("application/json;charset=utf-8");
    ctx.result(json.bytes(answer));
  }

  private static void fail(Context ctx, Json json, int status, String message) {
    send(ctx, json, status, Map.of("error", message));
  }

  private static void send(Context ctx, Assets.Asset asset, String path) {
    // The chart library's version is part of its name; the rest may change with the next release.
    ctx.header(
        "Cache-Control",
        path.startsWith("/assets/echarts-") ? "private, max-age=31536000, immutable" : "no-cache");
    ctx.header("ETag", asset.tag);
    if (asset.tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(asset.type);
    ctx.result(asset.bytes);
  }

  private static IOException unreachable(ConsoleSettings settings, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof UnresolvedAddressException
          || message.contains("Cannot assign requested address")) {
        return new IOException(
            "this machine has no address " + settings.host() + ": listen on 127.0.0.1", failure);
      }
      if (cause instanceof SocketException && message.contains("Permission denied")) {
        return new IOException(
            "port " + settings.port() + " is reserved: choose one above 1023 with --port", failure);
      }
      if (cause instanceof BindException) {
        return new IOException(
            "port " + settings.port() + " is in use: choose another with --port", failure);
      }
    }
    return new IOException(
        "the console could not be started on " + settings.host() + ":" + settings.port(), failure);
  }
}
