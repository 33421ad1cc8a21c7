package dev.tocsin.exceptions.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Sentry protocol without HTTP: key, encoding, framing, quota, then Kafka, then yes. Every
 * outcome is an answer, nothing escapes as an error.
 */
final class SentryIntake {

  private static final Logger LOG = Logger.getLogger(SentryIntake.class);
  private static final String SWITCHED_OFF =
      "3600:transaction;span;replay;profile;profile_chunk:organization:not_supported";
  private static final int LONGEST_QUEUE_SECONDS = 5;
  private static final Set<String> WANTED = Set.of("event", "client_report");

  /**
   * @param rawBody the body as it comes from the wire
   */
  record Request(
      long project,
      @Nullable String xSentryAuth,
      @Nullable String authorization,
      @Nullable String queryKey,
      @Nullable String contentEncoding,
      InputStream rawBody) {}

  private final IntakeConfig config;
  private final AccessRegistry access;
  private final EventSink sink;
  private final EventIntake events;
  private final IntakeCounter counter;
  private final Quota quota;
  private final Semaphore inMemory;
  private final Clock clock;
  private final ObjectMapper json = LenientJson.mapper();

  SentryIntake(
      IntakeConfig config,
      AccessRegistry access,
      EventSink sink,
      EventIntake events,
      IntakeCounter counter,
      Clock clock) {
    this.config = config;
    this.access = access;
    this.sink = sink;
    this.events = events;
    this.counter = counter;
    this.clock = clock;
    this.quota = new Quota(config.eventsPerMinute());
    this.inMemory = new Semaphore(config.atOnce());
  }

  IntakeAnswer envelope(Request request) {
    return answered(() -> readEnvelope(request));
  }

  IntakeAnswer store(Request request) {
    return answered(() -> readStore(request));
  }

  private interface Door {
    /** The id of the stored event, null when there was none. */
    @Nullable String enter() throws Refusal, IOException;
  }

  private IntakeAnswer answered(Door door) {
    if (!admitted()) {
      return refused(
          new Refusal(Refusal.Reason.OVERLOADED, "Too many events at once, try again.", 2));
    }
    try {
      var id = door.enter();
      return new IntakeAnswer(
          200,
          id == null ? Map.of() : Map.of("id", id),
          config.switchOff() ? Map.of("X-Sentry-Rate-Limits", SWITCHED_OFF) : Map.of());
    } catch (Refusal refusal) {
      return refused(refusal);
    } catch (CappedStream.LimitReached limit) {
      return refused(Refusal.tooLarge("Over the limit for " + limit.getMessage() + "."));
    } catch (IOException unreadable) {
      return refused(Refusal.malformed("body cannot be decoded or ends too early"));
    } catch (RuntimeException hostile) {
      // Decompressors fail in unchecked ways on hostile bytes; no body may cause a 5xx.
      LOG.warn("a body was refused because reading it failed", hostile);
      return refused(Refusal.malformed("body cannot be decoded or ends too early"));
    } finally {
      inMemory.release();
    }
  }

  private boolean admitted() {
    try {
      return inMemory.tryAcquire(LONGEST_QUEUE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private @Nullable String readEnvelope(Request request) throws Refusal, IOException {
    var key = keyOf(request);
    if (key != null) {
      check(key, request.project());
    }
    var body = body(request);
    var reader = new EnvelopeReader(body, json, WANTED, config.eventBytes(), config.items());
    var header = reader.header();
    if (key == null) {
      check(SentryAuth.ofDsn(header.path("dsn").asText(null)), request.project());
    }
    JsonNode event = null;
    for (var item = reader.next(); item != null; item = reader.next()) {
      var payload = item.payload();
      if (payload == null || (item.type().equals("event") && event != null)) {
        counter.ignored(item.type());
      } else if (item.type().equals("event")) {
        event = object(payload);
      } else {
        counter.ignored(item.type());
        counter.lostAtClient(objectOrNothing(payload));
      }
    }
    return event == null
        ? null
        : keep(request, event, header.path("event_id").asText(null), time(header.path("sent_at")));
  }

  private @Nullable String readStore(Request request) throws Refusal, IOException {
    check(keyOf(request), request.project());
    return keep(request, object(StoreBody.plain(body(request), config.eventBytes())), null, null);
  }

  private String keep(
      Request request, JsonNode event, @Nullable String envelopeId, @Nullable Instant sentAt)
      throws Refusal {
    var now = clock.instant();
    var wait = quota.take(request.project(), now);
    if (!wait.isZero()) {
      throw new Refusal(
          Refusal.Reason.OVER_QUOTA, "Over the project's events per minute.", wait.toSeconds());
    }
    var prepared = events.prepare(request.project(), event, envelopeId, sentAt, now);
    sink.keep(prepared.event(), prepared.key());
    counter.stored();
    return prepared.event().eventId();
  }

  private @Nullable String keyOf(Request request) {
    return SentryAuth.key(request.xSentryAuth(), request.authorization(), request.queryKey());
  }

  private void check(@Nullable String key, long project) throws Refusal {
    if (key == null) {
      throw new Refusal(Refusal.Reason.NO_KEY, "No key was sent: use the DSN of the project.");
    }
    var caller = access.authenticate(key);
    var allowed =
        caller != null && caller.roles().contains(Roles.INGEST) && caller.mayUseProject(project);
    if (!allowed) {
      throw new Refusal(Refusal.Reason.WRONG_KEY, "The key does not open this project.");
    }
  }

  private InputStream body(Request request) throws Refusal, IOException {
    return BodyDecoding.decode(
        request.rawBody(), request.contentEncoding(), config.wireBytes(), config.decodedBytes());
  }

  private JsonNode object(byte[] payload) throws Refusal, IOException {
    try {
      var node = json.readTree(payload);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException unreadable) {
      throw Refusal.malformed("event is not JSON");
    }
    throw Refusal.malformed("event is not a JSON object");
  }

  private JsonNode objectOrNothing(byte[] payload) throws IOException {
    try {
      return json.readTree(payload);
    } catch (JsonProcessingException unreadable) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable Instant time(JsonNode node) {
    try {
      return node.isTextual() ? Instant.parse(node.asText()) : null;
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }

  private IntakeAnswer refused(Refusal refusal) {
    counter.refused(refusal.reason());
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-Sentry-Error", refusal.detail());
    if (refusal.retrySeconds() > 0) {
      headers.put("Retry-After", Long.toString(refusal.retrySeconds()));
    }
    if (refusal.reason().status() == 429) {
      // Without categories an SDK would fall silent about everything, its own losses included.
      var reason = refusal.reason() == Refusal.Reason.OVER_QUOTA ? "quota" : "overload";
      headers.put("X-Sentry-Rate-Limits", refusal.retrySeconds() + ":error:key:" + reason);
    }
    return new IntakeAnswer(
        refusal.reason().status(),
        Map.of("detail", refusal.detail(), "causes", refusal.causes()),
        headers);
  }
}
