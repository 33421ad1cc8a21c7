package dev.tocsin.prober.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.prober.agent.ControlClient.RefusedException;
import dev.tocsin.prober.work.Work;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import java.net.ConnectException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a stream of work open: reconnects for ever, with back-off. Lives on one event loop. */
final class WorkStreamClient {
  private static final Logger LOG = Logger.getLogger(WorkStreamClient.class);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final int MAX_LINE = 16 << 20;

  private final Vertx vertx;
  private final ControlClient control;
  private final ObjectMapper json;
  private final Uplink uplink;
  private final Backoff backoff;
  private final AgentCounters counters;
  private final Consumer<Work> work;
  private final Consumer<Work.Confirm> confirm;
  private @Nullable HttpClientRequest open;
  private int attempt;
  private long lastHeard;
  private boolean closed;
  private boolean complained;

  WorkStreamClient(
      Vertx vertx,
      ControlClient control,
      ObjectMapper json,
      Uplink uplink,
      Backoff backoff,
      AgentCounters counters,
      Consumer<Work> work,
      Consumer<Work.Confirm> confirm) {
    this.vertx = vertx;
    this.control = control;
    this.json = json;
    this.uplink = uplink;
    this.backoff = backoff;
    this.counters = counters;
    this.work = work;
    this.confirm = confirm;
  }

  void start() {
    vertx.setPeriodic(1_000, _ -> watch());
    connect();
  }

  void close() {
    closed = true;
    drop();
  }

  private void connect() {
    if (closed) {
      return;
    }
    int mine = ++attempt;
    lastHeard = System.nanoTime();
    control
        .openStream()
        .onSuccess(
            request -> {
              open = request;
              request
                  .send()
                  .onSuccess(response -> follow(mine, response))
                  .onFailure(thrown -> lost(mine, thrown));
            })
        .onFailure(thrown -> lost(mine, thrown));
  }

  private void follow(int mine, HttpClientResponse response) {
    if (response.statusCode() != 200) {
      drop();
      lost(mine, new RefusedException(response.statusCode()));
      return;
    }
    uplink.opened();
    backoff.succeeded();
    counters.reconnected();
    complained = false;
    LOG.info("stream of work is open");
    SseLines lines = new SseLines(this::event);
    RecordParser parser = RecordParser.newDelimited("\n", line -> lines.line(line.toString()));
    parser.maxRecordSize(MAX_LINE);
    response
        .exceptionHandler(thrown -> lost(mine, thrown))
        .endHandler(_ -> lost(mine, new java.io.IOException("control closed the stream")))
        .handler(
            part -> {
              lastHeard = System.nanoTime();
              parser.handle(part);
            });
  }

  private void event(String name, String data) {
    try {
      switch (name) {
        case "work" -> work.accept(json.readValue(data, Work.class));
        case "confirm" -> confirm.accept(json.readValue(data, Work.Confirm.class));
        default -> LOG.debugf("event %s is not known to this agent", name);
      }
    } catch (JsonProcessingException e) {
      LOG.warnf("event %s was not understood, the last work stays", name);
    }
  }

  private void lost(int mine, Throwable thrown) {
    if (mine != attempt || closed) {
      return;
    }
    attempt++;
    open = null;
    uplink.closed();
    uplink.failed(reached(thrown));
    Duration wait = backoff.failed();
    if (!complained) {
      LOG.warnf("no stream of work (%s); probing on, trying again", thrown.getMessage());
      complained = true;
    }
    vertx.setTimer(wait.toMillis(), _ -> connect());
  }

  /** Heartbeats come every five seconds; a stream that is silent for three of them is dead. */
  private void watch() {
    if (System.nanoTime() - lastHeard > SILENCE.toNanos() && !closed) {
      int mine = attempt;
      drop();
      lost(mine, new java.net.SocketTimeoutException("silent stream"));
    }
  }

  private void drop() {
    if (open != null && open.connection() != null) {
      Future<Void> dropped = open.connection().close();
      dropped.onFailure(_ -> {});
    }
    open = null;
  }

  /** Whether the network is fine and only control is away. */
  static boolean reached(Throwable thrown) {
    if (thrown instanceof RefusedException) {
      return true;
    }
    String text = String.valueOf(thrown.getMessage());
    boolean timeout =
        thrown instanceof java.net.SocketTimeoutException || text.contains("timed out");
    boolean refused = thrown instanceof ConnectException && text.contains("refused");
    boolean ended = text.contains("reset") || text.contains("closed");
    return !timeout && (refused || ended);
  }
}
