package org.qingting.alerts.channels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that speaks STARTTLS, which GreenMail does not, and answers as it is told. */
final class FakeSmtp implements AutoCloseable {
  private final ServerSocket server;
  private final SSLContext tls;
  private final Map<String, String> replies;
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  private FakeSmtp(ServerSocket server, SSLContext tls, Map<String, String> replies) {
    this.server = server;
    this.tls = tls;
    this.replies = replies;
  }

  /**
   * Starts one.
   *
   * @param tls null for a server without STARTTLS
   * @param replies by the beginning of the command, such as {@code RCPT TO:<a@b.example>}
   */
  static FakeSmtp start(SSLContext tls, Map<String, String> replies) throws IOException {
    FakeSmtp fake =
        new FakeSmtp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), tls, replies);
    Thread thread = new Thread(fake::serve, "fake-smtp");
    thread.setDaemon(true);
    thread.start();
    return fake;
  }

  int port() {
    return server.getLocalPort();
  }

  /** What was said to it; commands within TLS begin with {@code tls:}. */
  List<String> commands() {
    return commands;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        converse(socket, false);
      } catch (IOException e) {
        // The other side has gone; the next may come.
      }
    }
  }

  private void converse(Socket socket, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1);
    OutputStream out = socket.getOutputStream();
    if (!secure) {
      say(out, "220 fake");
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add((secure ? "tls:" : "") + line);
      String command = line.toUpperCase(Locale.ROOT);
      String told =
          replies.entrySet().stream()
              .filter(reply -> command.startsWith(reply.getKey().toUpperCase(Locale.ROOT)))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (told != null) {
        say(out, told);
      } else if (command.startsWith("EHLO")) {
        say(
            out,
            "250-fake\r\n"
                + (tls == null || secure ? "" : "250-STARTTLS\r\n")
                + "250 AUTH PLAIN LOGIN");
      } else if (command.equals("STARTTLS")) {
        say(out, "220 go on");
        SSLSocket inside =
            (SSLSocket)
                tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        inside.setUseClientMode(false);
        inside.startHandshake();
        converse(inside, true);
        return;
      } else if (command.equals("DATA")) {
        say(out, "354 go on");
        String data = in.readLine();
        while (data != null && !data.equals(".")) {
          data = in.readLine();
        }
        say(out, replies.getOrDefault("after data", "250 taken"));
      } else if (command.startsWith("AUTH")) {
        say(out, "235 welcome");
      } else {
        say(out, "250 ok");
      }
    }
  }

  private static void say(OutputStream out, String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
