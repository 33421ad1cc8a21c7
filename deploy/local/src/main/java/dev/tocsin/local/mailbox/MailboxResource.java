package dev.tocsin.local.mailbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The mailbox over HTTP on 127.0.0.1: {@code GET /} for people, {@code GET /messages} as JSON,
 * {@code DELETE /messages} to empty it.
 */
public final class MailboxResource implements AutoCloseable {

  /** A page of another site that points its name at this machine must not read mail. */
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mailbox mailbox;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public MailboxResource(Mailbox mailbox, int port) {
    this.mailbox = mailbox;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " for the mailbox", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isLocal(exchange)) {
        answer(exchange, 403, "text/plain", "Open the mailbox as http://localhost.\n");
        return;
      }
      var path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod() + " " + path) {
        case "GET /" -> answer(exchange, 200, "text/html", MailboxPage.render(mailbox.mails()));
        case "GET /messages" ->
            answer(exchange, 200, "application/json", JSON.writeValueAsString(items()));
        case "DELETE /messages" -> {
          mailbox.clear();
          answer(exchange, 204, "text/plain", "");
        }
        default -> answer(exchange, 404, "text/plain", "There is / and /messages.\n");
      }
    }
  }

  private Map<String, Object> items() {
    return Map.of("items", mailbox.mails().stream().map(MailboxResource::view).toList());
  }

  private static Map<String, Object> view(ReceivedMail mail) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", Long.toString(mail.id()));
    view.put("from", mail.from());
    view.put("recipient", mail.recipient());
    view.put("to", List.copyOf(mail.to()));
    view.put("subject", mail.subject());
    view.put("text", mail.text());
    view.put("html", mail.html());
    view.put("receivedAt", mail.receivedAt().toString());
    return view;
  }

  private static boolean isLocal(HttpExchange exchange) {
    var host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
            + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
