package dev.tocsin.exceptions.event;

import static dev.tocsin.exceptions.event.Lenient.flag;
import static dev.tocsin.exceptions.event.Lenient.isTrue;
import static dev.tocsin.exceptions.event.Lenient.pairs;
import static dev.tocsin.exceptions.event.Lenient.text;
import static dev.tocsin.exceptions.event.Lenient.texts;
import static dev.tocsin.exceptions.event.Lenient.time;
import static dev.tocsin.exceptions.event.Lenient.values;
import static dev.tocsin.exceptions.event.Lenient.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of a Sentry event into an {@link ExceptionEvent}. Never fails on an odd shape. */
public final class EventParser {

  private static final Set<String> LEVELS = Set.of("fatal", "error", "warning", "info", "debug");

  private EventParser() {}

  public static ExceptionEvent parse(JsonNode event) {
    var platform = orElse(text(event, "platform"), "other");
    var message = message(event);
    var exceptions =
        values(event.get("exception")).stream().map(each -> thrown(each, platform)).toList();
    var bare = frames(event.path("stacktrace"), platform);
    if (exceptions.isEmpty() && !bare.isEmpty()) {
      var cause = new Mechanism("generic", null, true, null, null, false, null);
      exceptions = List.of(new Thrown(null, message.forPeople(), null, cause, bare));
    }
    return new ExceptionEvent(
        eventId(text(event, "event_id")),
        time(event.get("timestamp")),
        platform,
        level(text(event, "level")),
        text(event, "logger"),
        text(event, "transaction"),
        text(event, "server_name"),
        text(event, "release"),
        orElse(text(event, "environment"), "production"),
        message.template(),
        message.forPeople(),
        exceptions,
        values(event.get("threads")).stream().map(each -> thread(each, platform)).toList(),
        texts(event.get("fingerprint")),
        text(event, "checksum"),
        pairs(event.get("tags")),
        userKey(event.path("user")),
        text(event.path("contexts").path("trace"), "trace_id"),
        values(event.get("breadcrumbs")).stream().map(EventParser::breadcrumb).toList());
  }

  /** 32 lower-case hexadecimal digits of an id with or without dashes, null if it is not one. */
  public static @Nullable String eventId(@Nullable String raw) {
    if (raw == null) {
      return null;
    }
    var id = raw.replace("-", "").toLowerCase(Locale.ROOT);
    return id.length() == 32 && id.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)
        ? id
        : null;
  }

  /** A new event id for events that came without a usable one. */
  public static String newEventId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private record Message(@Nullable String template, @Nullable String forPeople) {}

  private static Message message(JsonNode event) {
    var logentry = event.path("logentry");
    var message = event.path("message");
    var template = firstText(text(message, "message"), text(logentry, "message"));
    var formatted = firstText(text(message, "formatted"), text(logentry, "formatted"));
    var bare = firstText(text(message), text(logentry));
    return new Message(firstText(template, bare, formatted), firstText(formatted, bare, template));
  }

  private static Thrown thrown(JsonNode node, String platform) {
    return new Thrown(
        text(node, "type"),
        scalarOrJson(node.path("value")),
        text(node, "module"),
        mechanism(node.path("mechanism")),
        frames(node.path("stacktrace"), platform));
  }

  private static Mechanism mechanism(JsonNode node) {
    return new Mechanism(
        text(node, "type"),
        flag(node, "handled"),
        isTrue(node, "synthetic"),
        whole(node, "exception_id"),
        whole(node, "parent_id"),
        isTrue(node, "is_exception_group"),
        text(node, "source"));
  }

  private static ThreadTrace thread(JsonNode node, String platform) {
    return new ThreadTrace(
        text(node, "id"),
        text(node, "name"),
        isTrue(node, "crashed"),
        isTrue(node, "current"),
        frames(node.path("stacktrace"), platform));
  }

  private static List<Frame> frames(JsonNode stacktrace, String platform) {
    var frames = stacktrace.isArray() ? stacktrace : stacktrace.get("frames");
    return values(frames).stream().map(each -> frame(each, platform)).toList();
  }

  private static Frame frame(JsonNode node, String platform) {
    return new Frame(
        text(node, "module"),
        firstText(text(node, "function"), text(node, "raw_function")),
        text(node, "filename"),
        text(node, "abs_path"),
        text(node, "package"),
        whole(node, "lineno"),
        whole(node, "colno"),
        flag(node, "in_app"),
        isTrue(node, "native"),
        orElse(text(node, "platform"), platform),
        text(node, "context_line"),
        texts(node.get("pre_context")),
        texts(node.get("post_context")));
  }

  private static Breadcrumb breadcrumb(JsonNode node) {
    var at = time(node.get("timestamp"));
    return new Breadcrumb(
        at == null ? null : at.toString(),
        text(node, "type"),
        text(node, "category"),
        text(node, "level"),
        firstText(text(node, "message"), scalarOrJson(node.path("data"))));
  }

  private static @Nullable String userKey(JsonNode user) {
    return firstText(
        text(user, "id"), text(user, "email"), text(user, "username"), text(user, "ip_address"));
  }

  private static String level(@Nullable String raw) {
    var level = raw == null ? "error" : raw.toLowerCase(Locale.ROOT);
    return switch (level) {
      case "warn" -> "warning";
      case "critical" -> "fatal";
      case "log" -> "info";
      default -> LEVELS.contains(level) ? level : "error";
    };
  }

  private static @Nullable String scalarOrJson(JsonNode node) {
    if (node instanceof MissingNode || node.isNull()) {
      return null;
    }
    return node.isContainerNode() ? node.toString() : text(node);
  }

  private static @Nullable String firstText(@Nullable String... candidates) {
    for (var each : candidates) {
      if (each != null) {
        return each;
      }
    }
    return null;
  }

  private static String orElse(@Nullable String text, String fallback) {
    return text == null ? fallback : text;
  }
}
