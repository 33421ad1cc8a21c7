package dev.tocsin.incident.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.problem.FieldErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads an alert from JSON and reports every field that breaks a rule at once. Unknown fields are
 * ignored: senders grow.
 */
final class AlertCheck {

  private static final int SHORT = 255;
  private static final int LONG = 16_384;
  private static final int MAX_LABELS = 100;
  private static final int MAX_LINKS = 20;

  private final FieldErrors errors = new FieldErrors();
  private final JsonNode body;

  private AlertCheck(JsonNode body) {
    this.body = body;
  }

  /**
   * The alert, with every required field.
   *
   * @throws dev.tocsin.problem.ProblemException 400 with all field errors
   */
  static Alert read(@Nullable JsonNode body) {
    if (body == null || !body.isObject()) {
      throw dev.tocsin.problem.ProblemException.badRequest("(body)", "be one JSON object");
    }
    return new AlertCheck(body).alert();
  }

  private Alert alert() {
    var alert =
        new Alert(
            eventId(),
            text("source", 100, true),
            text("dedupKey", SHORT, true),
            word("status", Alert.Status.class),
            word("severity", Severity.class),
            text("title", SHORT, true),
            text("description", LONG, false),
            text("service", SHORT, false),
            labels(),
            links(),
            occurredAt());
    errors.throwIfAny();
    return alert;
  }

  private @Nullable String eventId() {
    String text = text("eventId", 36, true);
    try {
      return text == null ? null : UUID.fromString(text).toString();
    } catch (IllegalArgumentException e) {
      errors.add("eventId", "be a UUID");
      return null;
    }
  }

  private @Nullable Instant occurredAt() {
    JsonNode node = body.path("occurredAt");
    try {
      if (node.isTextual()) {
        return Instant.parse(node.textValue());
      }
    } catch (DateTimeParseException e) {
      // reported below, like any other value that is no time
    }
    errors.add("occurredAt", "be an RFC 3339 time, for instance 2026-11-20T10:00:00Z");
    return null;
  }

  private @Nullable String text(String field, int maxLength, boolean required) {
    JsonNode node = body.path(field);
    if (!required && (node.isMissingNode() || node.isNull())) {
      return null;
    }
    String text = node.isTextual() ? node.textValue() : null;
    errors.notBlank(field, text, maxLength);
    return storable(field, text);
  }

  private @Nullable String storable(String field, @Nullable String text) {
    errors.require(field, text == null || text.indexOf('\0') < 0, "not contain the NUL character");
    return text;
  }

  private <E extends Enum<E>> @Nullable E word(String field, Class<E> type) {
    String text = body.path(field).asText("");
    var words = new ArrayList<String>();
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return value;
      }
      words.add(word);
    }
    errors.add(field, "be one of " + String.join(", ", words));
    return null;
  }

  private Map<String, String> labels() {
    JsonNode node = body.path("labels");
    var labels = new LinkedHashMap<String, String>();
    if (node.isMissingNode() || node.isNull()) {
      return labels;
    }
    errors.require(
        "labels",
        node.isObject() && node.size() <= MAX_LABELS,
        "be an object with at most " + MAX_LABELS + " texts");
    if (node.isObject() && node.size() <= MAX_LABELS) {
      for (var label : node.properties()) {
        String field = "labels." + shown(label.getKey());
        String value = label.getValue().isTextual() ? label.getValue().textValue() : null;
        errors.require(
            field,
            value != null && value.length() <= 1024 && label.getKey().length() <= SHORT,
            "be a text of at most 1024 characters with a name of at most 255");
        labels.put(label.getKey(), String.valueOf(storable(field, value)));
        storable(field, label.getKey());
      }
    }
    return labels;
  }

  private List<Alert.Link> links() {
    JsonNode node = body.path("links");
    var links = new ArrayList<Alert.Link>();
    if (node.isMissingNode() || node.isNull()) {
      return links;
    }
    errors.require(
        "links",
        node.isArray() && node.size() <= MAX_LINKS,
        "be a list of at most " + MAX_LINKS + " links");
    for (int i = 0; node.isArray() && i < Math.min(node.size(), MAX_LINKS); i++) {
      String label = node.get(i).path("label").asText("");
      String href = node.get(i).path("href").asText("");
      errors.require(
          "links[" + i + "].label",
          !label.isBlank() && label.length() <= SHORT && label.indexOf('\0') < 0,
          "be a text of 1 to 255 characters");
      errors.require("links[" + i + "].href", web(href), "be an absolute http or https address");
      links.add(new Alert.Link(label, href));
    }
    return links;
  }

  private static boolean web(String href) {
    try {
      URI uri = new URI(href);
      return href.length() <= 2048
          && uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String shown(String key) {
    return key.length() <= 60 ? key : key.substring(0, 60) + "…";
  }
}
