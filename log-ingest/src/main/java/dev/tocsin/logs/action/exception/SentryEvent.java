package dev.tocsin.logs.action.exception;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.ExceptionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes an exception from a log in the shape that the exception tracker reads. */
final class SentryEvent {

  private static final long NS = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SentryEvent() {}

  /** The record; the same line always gets the same event id. */
  static ExceptionRecord of(FoundException found, Instant now) {
    String id = id(found);
    String release = first(found, "service.version", "telemetry.release", "release");
    String environment =
        first(found, "deployment.environment.name", "deployment.environment", "environment");
    Instant occurred =
        Instant.ofEpochSecond(Math.floorDiv(found.timeNs(), NS), Math.floorMod(found.timeNs(), NS));
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", id);
    event.put("timestamp", occurred.toString());
    event.put("platform", found.trace().platform());
    event.put("level", level(found.severity()));
    put(event, "release", release);
    put(event, "environment", environment);
    put(event, "server_name", first(found, "host.name", "k8s.pod.name", "service.instance.id"));
    put(event, "message", found.message());
    addThrown(event, found.trace());
    if (found.traceId() != null) {
      ObjectNode trace = event.putObject("contexts").putObject("trace");
      trace.put("trace_id", found.traceId());
      put(trace, "span_id", found.spanId());
    }
    event.putObject("tags").put("service", found.service()).put("source", "log");
    return new ExceptionRecord(
        id,
        found.project(),
        now,
        occurred,
        found.attributes() ? "otlp" : "log",
        event.toString(),
        release,
        environment,
        found.trace().platform());
  }

  /** Key on the topic: project and what is most likely one issue. */
  static String key(FoundException found) {
    var last = found.trace().thrown().getLast();
    return found.project() + ":" + found.service() + ":" + last.type();
  }

  private static String id(FoundException found) {
    String place =
        "%d/%d/%d/%d".formatted(found.project(), found.partition(), found.offset(), found.index());
    return UUID.nameUUIDFromBytes(("log-exception/" + place).getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private static void addThrown(ObjectNode event, Trace trace) {
    var values = event.putObject("exception").putArray("values");
    for (Trace.Thrown thrown : trace.thrown()) {
      ObjectNode value = values.addObject().put("type", thrown.type());
      put(value, "value", thrown.value());
      if (thrown.frames().isEmpty()) {
        continue;
      }
      var frames = value.putObject("stacktrace").putArray("frames");
      for (Trace.Frame frame : thrown.frames()) {
        ObjectNode node = frames.addObject();
        put(node, "module", frame.module());
        put(node, "function", frame.function());
        put(node, "filename", frame.filename());
        put(node, "context_line", frame.contextLine());
        if (frame.line() != null) {
          node.put("lineno", frame.line());
        }
        if (frame.column() != null) {
          node.put("colno", frame.column());
        }
      }
    }
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value.replace('\0', '\uFFFD'));
    }
  }

  private static @Nullable String first(FoundException found, String... keys) {
    for (String key : keys) {
      String value = found.resource().get(key);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  private static String level(int severity) {
    if (severity >= 21) {
      return "fatal";
    }
    if (severity >= 17 || severity == 0) {
      return "error";
    }
    return severity >= 13 ? "warning" : "info";
  }
}
