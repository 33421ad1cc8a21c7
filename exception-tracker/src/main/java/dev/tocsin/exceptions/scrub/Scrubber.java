package dev.tocsin.exceptions.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of an event and says what it took: the value is replaced by a marker with the
 * rule that spoke. Also makes every text storable (no NUL, no half characters, bounded) and bounds
 * depth and lists. Running it twice changes nothing more.
 */
public final class Scrubber {

  private static final int DEEPEST = 40;
  private static final int LONGEST_TEXT = 16_384;
  private static final int LONGEST_LIST = 1_000;
  private static final int FIRST_FRAMES = 50;
  private static final int LAST_FRAMES = 200;
  private static final int BREADCRUMBS = 100;
  private static final int TAGS = 100;

  /** Parts of the protocol whose own field names must not be mistaken for secrets. */
  private static final Set<String> STRUCTURE = Set.of("sdk", "modules", "_meta", "debug_meta");

  private Scrubber() {}

  /** A new event; the given one stays as it is. */
  public static ObjectNode scrub(JsonNode event) {
    var clean = object(event, 0, true);
    shorten(clean);
    return clean;
  }

  private static JsonNode any(JsonNode node, int depth) {
    if (depth > DEEPEST && node.isContainerNode()) {
      return TextNode.valueOf("[trimmed: too deep]");
    }
    if (node.isObject()) {
      return object(node, depth, false);
    }
    if (node.isArray()) {
      return list(node, depth);
    }
    if (node.isTextual()) {
      return TextNode.valueOf(text(node.textValue()));
    }
    if (node.isIntegralNumber() && SecretText.isCard(node.asText())) {
      return TextNode.valueOf(SecretText.marker("card"));
    }
    return node;
  }

  private static ObjectNode object(JsonNode node, int depth, boolean top) {
    var clean = JsonNodeFactory.instance.objectNode();
    for (var entry : node.properties()) {
      var key = storable(entry.getKey());
      var value = entry.getValue();
      var rule = top ? null : SecretKeys.rule(key);
      if (top && value.isObject() && STRUCTURE.contains(key)) {
        clean.set(key, object(value, depth + 1, true));
      } else if (rule == null || value.isNull() || value.isBoolean()) {
        clean.set(key, any(value, depth + 1));
      } else {
        clean.put(key, SecretText.marker(rule));
      }
      if (clean.size() >= LONGEST_LIST) {
        break;
      }
    }
    return clean;
  }

  private static JsonNode list(JsonNode node, int depth) {
    var clean = JsonNodeFactory.instance.arrayNode();
    if (isPair(node)) {
      var rule = SecretKeys.rule(node.get(0).textValue());
      clean.add(text(node.get(0).textValue()));
      clean.add(
          rule == null ? any(node.get(1), depth + 1) : TextNode.valueOf(SecretText.marker(rule)));
      return clean;
    }
    for (var each : node) {
      clean.add(any(each, depth + 1));
      if (clean.size() >= LONGEST_LIST) {
        break;
      }
    }
    return clean;
  }

  /** Headers, tags and queries may come as lists of pairs. */
  private static boolean isPair(JsonNode node) {
    return node.size() == 2 && node.get(0).isTextual() && node.get(1).isValueNode();
  }

  private static String text(String raw) {
    var bounded = raw.length() <= LONGEST_TEXT ? raw : raw.substring(0, LONGEST_TEXT) + "…";
    return storable(SecretText.clean(bounded));
  }

  /** PostgreSQL stores no NUL, UTF-8 knows no half of a surrogate pair. */
  private static String storable(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      var pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        fixed = fixed == null ? new StringBuilder(text) : fixed;
        fixed.setCharAt(i, '\uFFFD');
      }
    }
    return fixed == null ? text : fixed.toString();
  }

  private static void shorten(ObjectNode event) {
    newest(event.get("breadcrumbs"), BREADCRUMBS);
    newest(event.path("breadcrumbs").get("values"), BREADCRUMBS);
    if (event.get("tags") instanceof ArrayNode tags) {
      oldest(tags, TAGS);
    } else if (event.get("tags") instanceof ObjectNode tags && tags.size() > TAGS) {
      var names = tags.properties().stream().map(each -> each.getKey()).skip(TAGS).toList();
      tags.remove(names);
    }
    for (var stack : event.findValues("stacktrace")) {
      if (stack.get("frames") instanceof ArrayNode frames) {
        while (frames.size() > FIRST_FRAMES + LAST_FRAMES) {
          frames.remove(FIRST_FRAMES);
        }
      }
    }
  }

  private static void newest(@Nullable JsonNode list, int limit) {
    if (list instanceof ArrayNode array) {
      while (array.size() > limit) {
        array.remove(0);
      }
    }
  }

  private static void oldest(ArrayNode array, int limit) {
    while (array.size() > limit) {
      array.remove(array.size() - 1);
    }
  }
}
