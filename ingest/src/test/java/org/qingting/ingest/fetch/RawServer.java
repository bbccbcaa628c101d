package org.qingting.ingest.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loopback server that answers with whatever bytes a test wants, one connection a request. */
final class RawServer implements AutoCloseable {
  /** Writes one answer, headers and all. */
  interface Page {
    void answer(List<String> request, OutputStream out) throws IOException;
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final Thread accepting;

  RawServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting = new Thread(this::accept, "raw-server");
    accepting.setDaemon(true);
    accepting.start();
    page("/robots.txt", 404, "", "");
  }

  String host() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  URI url(String path) {
    return URI.create("http://" + host() + path);
  }

  void page(String path, Page page) {
    pages.put(path, page);
  }

  /** A plain answer; headers are whole lines, each ended by CR LF. */
  void page(String path, int code, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    page(
        path,
        (request, out) -> {
          head(out, code, headers + "Content-Length: " + bytes.length + "\r\n");
          out.write(bytes);
        });
  }

  static void head(OutputStream out, int code, String headers) throws IOException {
    out.write(("HTTP/1.1 " + code + " X\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "raw-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> request = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.add(line);
      }
      if (request.isEmpty()) {
        return;
      }
      String path = request.get(0).split(" ")[1];
      asked.add(path);
      OutputStream out = socket.getOutputStream();
      Page page = pages.get(path);
      if (page == null) {
        head(out, 404, "Content-Length: 0\r\nConnection: close\r\n");
      } else {
        page.answer(request, out);
      }
      out.flush();
    } catch (IOException e) {
      // The client went away, as it should from most of these pages.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
