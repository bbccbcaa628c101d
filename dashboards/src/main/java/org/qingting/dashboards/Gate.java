package org.qingting.dashboards;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before every request, whatever its path: a page of another site must not be able to read
 * the console through the visitor's browser, neither by a name that resolves to loopback (DNS
 * rebinding, caught by {@code Host}) nor by a request of its own (caught by {@code Origin} and
 * {@code Sec-Fetch-Site}), let alone to change something. It also sets the headers that keep the
 * page to itself.
 */
final class Gate extends Handler.Wrapper {

  /** Nothing from elsewhere, nothing inline. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String ownHost;
  private final Set<String> names;

  private final boolean acting;

  /**
   * A gate.
   *
   * @param acting whether anything can be changed here
   */
  Gate(ConsoleSettings settings, boolean acting) {
    this.acting = acting;
    this.ownHost = bracketed(settings.host()).toLowerCase(Locale.ROOT);
    this.names =
        Set.copyOf(settings.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  /** Why a request is turned away. */
  record Refusal(int status, String message) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields.Mutable out = response.getHeaders();
    out.put("Content-Security-Policy", POLICY);
    out.put("X-Content-Type-Options", "nosniff");
    out.put("X-Frame-Options", "DENY");
    out.put("Referrer-Policy", "no-referrer");
    out.put("Cross-Origin-Resource-Policy", "same-origin");
    out.put("Cross-Origin-Opener-Policy", "same-origin");
    out.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    out.put("Cache-Control", "no-store");
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      // The server ends the connection when a body is refused unread, here or further in: a caller
      // that is not told would send its next request into it.
      out.put("Connection", "close");
    }
    HttpFields in = request.getHeaders();
    Refusal refusal =
        judge(
            request.getMethod(),
            Request.getPathInContext(request),
            Request.getLocalPort(request),
            values(in, "Host"),
            values(in, "Origin"),
            in.get("Sec-Fetch-Site"),
            in.get("Content-Type"));
    if (refusal == null) {
      return super.handle(request, response, callback);
    }
    response.setStatus(refusal.status());
    if (refusal.status() == 405) {
      out.put("Allow", acting ? "GET, HEAD, POST" : "GET, HEAD");
    }
    out.put("Content-Type", "application/json;charset=utf-8");
    byte[] body = ("{\"error\":\"" + refusal.message() + "\"}").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static List<String> values(HttpFields fields, String name) {
    return fields.getFields(name).stream().map(HttpField::getValue).toList();
  }

  /** Judges one request; null lets it pass. The messages hold nothing that the caller sent. */
  Refusal judge(
      String method,
      String path,
      int port,
      List<String> hosts,
      List<String> origins,
      String fetchSite,
      String contentType) {
    if (hosts.size() != 1 || hosts.get(0) == null || !accepted(hosts.get(0), port)) {
      return new Refusal(
          421,
          "this console is not served under that host name: open it as 127.0.0.1 with its port,"
              + " or add the name to the console's configured names");
    }
    for (String origin : origins) {
      if (!sameOrigin(origin, hosts.get(0))) {
        return new Refusal(403, "pages of another origin may not read this console");
      }
    }
    // A link from elsewhere may open the page; only its data stays out of reach.
    if ("cross-site".equals(fetchSite) && path.startsWith("/api/")) {
      return new Refusal(403, "pages of another site may not read this console");
    }
    if ("GET".equals(method) || "HEAD".equals(method)) {
      return null;
    }
    if (!acting || !"POST".equals(method) || !path.startsWith("/api/")) {
      return new Refusal(
          405,
          acting ? "only GET, HEAD and POST are served here" : "only GET and HEAD are served here");
    }
    // Every browser says where a page that changes something is from.
    if (origins.isEmpty()) {
      return new Refusal(403, "only the console's own page may change something");
    }
    // A form of another site cannot send this type.
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return type.equalsIgnoreCase("application/json")
        ? null
        : new Refusal(415, "send JSON, with Content-Type application/json");
  }

  private boolean accepted(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    String bare = name.replaceFirst(":\\d{1,5}$", "");
    if (names.contains(name) || names.contains(bare)) {
      return true;
    }
    boolean local = LOOPBACK.contains(bare) || bare.equals(ownHost);
    return local && (name.equals(bare + ":" + port) || (port == 80 && name.equals(bare)));
  }

  private static boolean sameOrigin(String origin, String host) {
    String lower = origin == null ? "" : origin.toLowerCase(Locale.ROOT);
    String authority = host.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + authority) || lower.equals("https://" + authority);
  }

  /** An IPv6 address as it stands in an address line. */
  static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
