package dev.tocsin.logs.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a letter is changed before it is sent again. Pure.
 *
 * @param now whether the time of the replay replaces the line's own, which stays as attribute
 * @param asText whether what is no JSON object becomes the message of a line
 * @param timeField the sender's name for the time, when it is not one of the usual ones
 */
record Fixes(boolean now, boolean asText, @Nullable String timeField) {

  private static final Set<String> TIMES =
      Set.of(
          "time",
          "ts",
          "@timestamp",
          "timestamp",
          "date",
          "@t",
          "datetime",
          "asctime",
          "timestampms",
          "timeunixnano",
          "__realtime_timestamp");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One line of JSON; what cannot become one stays what it is, without line ends. */
  byte[] line(byte[] raw) {
    JsonNode parsed = parse(raw);
    if (parsed instanceof ObjectNode object) {
      return bytes(now ? withoutTime(object) : object);
    }
    if (asText) {
      String text = new String(raw, UTF_8).strip();
      return bytes(JsonNodeFactory.instance.objectNode().put("message", text));
    }
    byte[] oneLine = raw.clone();
    for (int i = 0; i < oneLine.length; i++) {
      oneLine[i] = oneLine[i] == '\n' || oneLine[i] == '\r' ? (byte) ' ' : oneLine[i];
    }
    return oneLine;
  }

  private ObjectNode withoutTime(ObjectNode object) {
    for (String name : names(object)) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (TIMES.contains(lower) || timeField != null && timeField.equalsIgnoreCase(name)) {
        object.set("original." + name, object.remove(name));
      }
    }
    return object;
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static @Nullable JsonNode parse(byte[] raw) {
    try {
      return JSON.readTree(raw);
    } catch (java.io.IOException notJson) {
      return null;
    }
  }

  private static byte[] bytes(ObjectNode object) {
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parsed object cannot be written", e);
    }
  }
}
