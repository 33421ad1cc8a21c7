package dev.tocsin.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** An HTTP server on a free port of 127.0.0.1 that records requests and answers as told. */
public final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Integer> queued = new ConcurrentLinkedQueue<>();
  private volatile int status = 200;
  private volatile String body = "";
  private volatile Duration delay = Duration.ZERO;

  /**
   * One request.
   *
   * @param path path with query
   * @param headers first value of each header; names are found in any case
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {}

  public WebhookReceiver() {
    this(0);
  }

  /** Listens on {@code port}, 0 for any free one. */
  public WebhookReceiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for webhooks", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The address of {@code path}, which starts with a slash. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Answers every later request with {@code newStatus}. */
  public WebhookReceiver answerAlways(int newStatus) {
    queued.clear();
    status = newStatus;
    return this;
  }

  /** Answers the next requests with these, one each, and then as always. */
  public WebhookReceiver answerNext(Integer... statuses) {
    queued.addAll(List.of(statuses));
    return this;
  }

  /** The body of every later answer. */
  public WebhookReceiver answerBody(String newBody) {
    body = newBody;
    return this;
  }

  /** Waits this long before every later answer. */
  public WebhookReceiver answerAfter(Duration newDelay) {
    delay = newDelay;
    return this;
  }

  /** Everything received so far, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits until at least {@code count} requests are there. */
  public List<Request> await(int count, Duration limit) {
    Awaitility.await("requests received").atMost(limit).until(() -> requests.size() >= count);
    return requests();
  }

  /** Forgets what was received. */
  public void clear() {
    requests.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, received));
      Thread.sleep(delay);
      var next = queued.poll();
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          next != null ? next : status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
