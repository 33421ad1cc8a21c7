package dev.tocsin.console.live;

import dev.tocsin.console.runtime.ProblemAnswer;
import dev.tocsin.console.session.SessionEnded;
import dev.tocsin.console.session.SessionStore;
import dev.tocsin.console.session.SignedIn;
import dev.tocsin.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /live}: server-sent events with hints for the pages, one stream per browser. A stream
 * ends with its session, after {@link LiveConfig#maxLife()}, or when its reader is too slow; the
 * browser then opens a new one and asks the services afresh.
 */
@ApplicationScoped
public class LiveResource {

  private static final int ORDER = -50;
  private static final Map<String, Duration> PAUSES =
      Map.of(
          Hint.MONITORS, Duration.ofSeconds(1),
          Hint.ISSUES, Duration.ofSeconds(1),
          Hint.SLOS, Duration.ofSeconds(10));
  private static final String RETRY = "retry: 2000\n: connected\n\n";
  private static final String HEARTBEAT = ": still here\n\n";

  private final LiveConfig config;
  private final SessionStore sessions;
  private final Clock clock;
  private final Vertx vertx;
  private final HintThrottle throttle = new HintThrottle(PAUSES);
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

  LiveResource(
      LiveConfig config, SessionStore sessions, Clock clock, Vertx vertx, MeterRegistry meters) {
    this.config = config;
    this.sessions = sessions;
    this.clock = clock;
    this.vertx = vertx;
    meters.gaugeCollectionSize("tocsin.console.live.streams", List.of(), streams);
  }

  void route(@Observes Router router) {
    router.route(HttpMethod.GET, "/live").order(ORDER).handler(this::open);
  }

  /** Sends a hint to every stream, at once or a little later together with others of its topic. */
  void offer(Hint hint) {
    if (throttle.offer(hint, clock.instant())) {
      broadcast(hint);
    }
  }

  @Scheduled(every = "1s", identity = "live-hints")
  void sendRipe() {
    throttle.ripe(clock.instant()).forEach(this::broadcast);
  }

  /** Shows life, and ends streams that are too old or whose session ended in another replica. */
  @Scheduled(every = "${console.live.heartbeat:15s}", identity = "live-heartbeat")
  void beat() {
    if (streams.isEmpty()) {
      return;
    }
    Set<UUID> alive =
        sessions.existing(
            streams.stream().map(Stream::sessionId).collect(Collectors.toUnmodifiableSet()));
    Instant oldest = clock.instant().minus(config.maxLife());
    for (Stream stream : streams) {
      if (!alive.contains(stream.sessionId()) || stream.openedAt().isBefore(oldest)) {
        end(stream);
      } else {
        write(stream, HEARTBEAT);
      }
    }
  }

  void onSessionEnded(@Observes SessionEnded ended) {
    streams.stream().filter(s -> s.sessionId().equals(ended.sessionId())).forEach(this::end);
  }

  void onStop(@Observes ShutdownEvent event) {
    streams.forEach(this::end);
  }

  private void open(RoutingContext context) {
    SignedIn signedIn = signedIn(context);
    if (signedIn == null) {
      ProblemAnswer.send(
          context, Problem.of(403, "forbidden", "Not allowed", "Live hints need a session."));
      return;
    }
    UUID sessionId = signedIn.session().id();
    long ofSession = streams.stream().filter(s -> s.sessionId().equals(sessionId)).count();
    if (streams.size() >= config.maxStreams() || ofSession >= config.maxPerSession()) {
      context.response().putHeader("Retry-After", "15");
      ProblemAnswer.send(
          context, Problem.of(429, "too-many-requests", "Over the limit", "Too many streams."));
      return;
    }
    HttpServerResponse response = context.response();
    response
        .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    var stream = new Stream(sessionId, clock.instant(), response, vertx.getOrCreateContext());
    context.addEndHandler(done -> streams.remove(stream));
    streams.add(stream);
    write(stream, RETRY);
  }

  private void broadcast(Hint hint) {
    var json = new JsonObject().put("topic", hint.topic());
    if (hint.id() != null) {
      json.put("id", hint.id());
    }
    String event = "data: " + json.encode() + "\n\n";
    streams.forEach(stream -> write(stream, event));
  }

  private void write(Stream stream, String text) {
    stream
        .context()
        .runOnContext(
            go -> {
              HttpServerResponse response = stream.response();
              if (response.ended() || response.closed()) {
                streams.remove(stream);
              } else if (response.writeQueueFull()) {
                end(stream);
              } else {
                response.write(text).onFailure(failure -> streams.remove(stream));
              }
            });
  }

  private void end(Stream stream) {
    streams.remove(stream);
    stream
        .context()
        .runOnContext(
            go -> {
              if (!stream.response().ended() && !stream.response().closed()) {
                stream.response().end().onFailure(failure -> {});
              }
            });
  }

  private static @Nullable SignedIn signedIn(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
        ? user.getSecurityIdentity().getAttribute(SignedIn.ATTRIBUTE)
        : null;
  }

  /**
   * An open stream.
   *
   * @param sessionId the session it hangs on
   * @param openedAt since when it is open
   * @param response its connection
   * @param context the only thread that may write to it
   */
  private record Stream(
      UUID sessionId, Instant openedAt, HttpServerResponse response, Context context) {
    /** Two streams are the same only if they are one. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
