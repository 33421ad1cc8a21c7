package dev.tocsin.exceptions.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value out of whatever shape was sent; a shape that says nothing gives null or nothing.
 */
final class Lenient {

  private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private Lenient() {}

  /** Text of a scalar; numbers and booleans are written out, blanks and containers are null. */
  static @Nullable String text(@Nullable JsonNode node) {
    if (node == null || !node.isValueNode() || node.isNull()) {
      return null;
    }
    var text = node.asText();
    return text.isBlank() ? null : text;
  }

  static @Nullable String text(JsonNode parent, String field) {
    return text(parent.get(field));
  }

  static @Nullable Integer whole(JsonNode parent, String field) {
    var node = parent.get(field);
    if (node == null) {
      return null;
    }
    if (node.isNumber() && node.canConvertToInt()) {
      return node.intValue();
    }
    var text = text(node);
    if (text == null || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return Integer.valueOf(text);
  }

  static @Nullable Boolean flag(JsonNode parent, String field) {
    var node = parent.get(field);
    if (node == null) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return switch (node.asText()) {
      case "true", "1" -> Boolean.TRUE;
      case "false", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  static boolean isTrue(JsonNode parent, String field) {
    return Boolean.TRUE.equals(flag(parent, field));
  }

  /** A list, the list under {@code values}, one bare object as a list of one, or nothing. */
  static List<JsonNode> values(@Nullable JsonNode node) {
    if (node == null) {
      return List.of();
    }
    var list = node.isObject() && node.has("values") ? node.get("values") : node;
    if (list.isObject()) {
      return list.isEmpty() ? List.of() : List.of(list);
    }
    var objects = new ArrayList<JsonNode>();
    if (list.isArray()) {
      list.forEach(
          each -> {
            if (each.isObject()) {
              objects.add(each);
            }
          });
    }
    return objects;
  }

  static List<String> texts(@Nullable JsonNode node) {
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      var single = text(node);
      return single == null ? List.of() : List.of(single);
    }
    var texts = new ArrayList<String>();
    node.forEach(
        each -> {
          if (each.isValueNode() && !each.isNull()) {
            texts.add(each.asText());
          }
        });
    return texts;
  }

  /** A map, a list of pairs, or a list of {@code {key, value}} objects; order is kept. */
  static Map<String, String> pairs(@Nullable JsonNode node) {
    var pairs = new LinkedHashMap<String, String>();
    if (node == null) {
      return pairs;
    }
    if (node.isObject()) {
      for (var entry : node.properties()) {
        put(pairs, entry.getKey(), entry.getValue());
      }
    } else if (node.isArray()) {
      for (var each : node) {
        if (each.isArray() && each.size() >= 2) {
          put(pairs, text(each.get(0)), each.get(1));
        } else if (each.isObject()) {
          put(pairs, text(each, "key"), each.get("value"));
        }
      }
    }
    return pairs;
  }

  private static void put(
      Map<String, String> pairs, @Nullable String key, @Nullable JsonNode value) {
    var text = text(value);
    if (key != null && text != null) {
      pairs.put(key, text);
    }
  }

  /** RFC 3339 with or without an offset, or seconds since 1970 with a fraction. */
  static @Nullable Instant time(@Nullable JsonNode node) {
    var text = text(node);
    if (text == null) {
      return null;
    }
    try {
      return text.indexOf('-') > 0 && text.indexOf(':') > 0 ? written(text) : seconds(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException unreadable) {
      return null;
    }
  }

  private static Instant written(String text) {
    var iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    var afterTime = iso.substring(Math.min(10, iso.length()));
    return afterTime.endsWith("Z") || afterTime.contains("+") || afterTime.contains("-")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant seconds(String text) {
    if (text.length() > 40) {
      return null;
    }
    var seconds = new BigDecimal(text);
    if (seconds.signum() < 0 || seconds.compareTo(LATEST_SECOND) > 0 || seconds.scale() > 40) {
      return null;
    }
    var nanos = seconds.movePointRight(9).toBigInteger();
    var split = nanos.divideAndRemainder(java.math.BigInteger.valueOf(1_000_000_000L));
    return Instant.ofEpochSecond(split[0].longValueExact(), split[1].longValueExact());
  }
}
