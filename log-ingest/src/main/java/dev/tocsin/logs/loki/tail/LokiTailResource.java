package dev.tocsin.logs.loki.tail;

import dev.tocsin.access.Roles;
import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.read.LokiFollowResource;
import dev.tocsin.logs.loki.read.LokiFollowResource.Followed;
import dev.tocsin.logs.tail.Listener;
import dev.tocsin.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows a query over a WebSocket, the way Grafana does in its live mode. */
@WebSocket(path = "/loki/api/v1/tail")
@RolesAllowed(Roles.VIEWER)
public class LokiTailResource {

  private static final Logger LOG = Logger.getLogger(LokiTailResource.class);
  private static final TypedKey<Followed> FOLLOWED = new TypedKey<>("followed");
  private static final int FAILURE = 1011;
  private static final int MAX_REASON = 120;

  private final LokiFollowResource questions;
  private final SecurityIdentity identity;

  /** A door to the stream. */
  @Inject
  public LokiTailResource(LokiFollowResource questions, SecurityIdentity identity) {
    this.questions = questions;
    this.identity = identity;
  }

  @OnOpen
  @Blocking
  void open(WebSocketConnection connection) {
    var request = connection.handshakeRequest();
    try {
      var followed =
          questions.ask(
              parameters(request.query()),
              identity,
              request.header("X-Scope-OrgID"),
              request.header("X-Loki-Response-Encoding-Flags"));
      connection.userData().put(FOLLOWED, followed);
      if (send(connection, followed, followed.first())) {
        await(connection, followed);
      }
    } catch (LogQlException | ProblemException e) {
      fail(connection, String.valueOf(e.getMessage()));
    }
  }

  @OnClose
  void close(WebSocketConnection connection) {
    Followed followed = connection.userData().get(FOLLOWED);
    if (followed != null) {
      followed.listener().close();
    }
  }

  @OnError
  void failed(WebSocketConnection connection, Exception failure) {
    close(connection);
    fail(connection, "the connection failed");
  }

  /** True when there was nothing to send: the next event may be asked for at once. */
  private static boolean send(
      WebSocketConnection connection, Followed followed, @Nullable String frame) {
    if (!connection.isOpen()) {
      followed.listener().close();
      return false;
    }
    if (frame == null) {
      return true;
    }
    connection
        .sendText(frame)
        .subscribe()
        .with(done -> await(connection, followed), gone -> followed.listener().close());
    return false;
  }

  /** A loop, because thousands of lines in a row may give nothing to send. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is told to whoever follows
  private static void await(WebSocketConnection connection, Followed followed) {
    boolean more = true;
    while (more) {
      var next = followed.listener().next();
      if (!next.isDone()) {
        next.thenAccept(
            event -> {
              if (hear(connection, followed, event)) {
                await(connection, followed);
              }
            });
        return;
      }
      more = hear(connection, followed, next.join());
    }
  }

  private static boolean hear(
      WebSocketConnection connection, Followed followed, Listener.Event event) {
    try {
      return switch (event) {
        case Listener.Found found -> send(connection, followed, followed.next(found.row()));
        case Listener.Dropped dropped ->
            send(connection, followed, followed.dropped(dropped.lines()));
        case Listener.Skipped skipped ->
            send(connection, followed, followed.dropped(skipped.batches()));
        case Listener.Heartbeat heartbeat -> send(connection, followed, null);
        case Listener.Ended ended -> {
          fail(connection, ended.reason());
          yield false;
        }
      };
    } catch (RuntimeException e) {
      LOG.warn("a followed query failed", e);
      followed.listener().close();
      fail(connection, "the query failed");
      return false;
    }
  }

  /** A failure is told as the reason of closing; Grafana shows it. */
  static void fail(WebSocketConnection connection, String reason) {
    String bounded = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    connection.close(new CloseReason(FAILURE, bounded)).subscribe().with(done -> {}, gone -> {});
  }

  private static Map<String, List<String>> parameters(@Nullable String query) {
    var parameters = new HashMap<String, List<String>>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            decoded(pair.substring(0, equals)), List.of(decoded(pair.substring(equals + 1))));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
