package dev.tocsin.exceptions.grouping.g1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.exceptions.event.EventParser;
import dev.tocsin.exceptions.event.ExceptionEvent;
import dev.tocsin.exceptions.grouping.Grouped;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes events as SDKs send them, in few words. */
final class Events {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Events() {}

  static ExceptionEvent read(String json) {
    try {
      return EventParser.parse(JSON.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static Grouped group(String json) {
    return new G1().group(read(json));
  }

  /** An event of {@code platform} with exceptions in wire order: the oldest cause first. */
  static String event(String platform, String... exceptions) {
    return "{'platform':'%s','exception':{'values':[%s]}}"
        .formatted(platform, String.join(",", exceptions));
  }

  static String thrown(String type, String value, String... frames) {
    return thrown(type, value, "", frames);
  }

  /** {@code mechanism} is the inside of a JSON object. */
  static String withMechanism(String type, String value, String mechanism, String... frames) {
    return thrown(type, value, ",'mechanism':{" + mechanism + "}", frames);
  }

  private static String thrown(String type, String value, String more, String[] frames) {
    return "{'type':'%s','value':'%s','stacktrace':{'frames':[%s]}%s}"
        .formatted(type, value, String.join(",", frames), more);
  }

  /** {@code com.example.Cart.add:12} as a Java frame. */
  static String java(String place) {
    var line = place.contains(":") ? place.substring(place.indexOf(':') + 1) : "1";
    var name = place.replaceFirst(":.*", "");
    int dot = name.lastIndexOf('.');
    return "{'module':'%s','function':'%s','lineno':%s}"
        .formatted(name.substring(0, dot), name.substring(dot + 1), line);
  }

  /** {@code file fn} as a JavaScript frame. */
  static String script(String file, @Nullable String function) {
    return "{'filename':'%s','lineno':7%s}"
        .formatted(file, function == null ? "" : ",'function':'" + function + "'");
  }

  static String[] javaStack(String... places) {
    return Arrays.stream(places).map(Events::java).toArray(String[]::new);
  }

  static String repeat(String frames, int times) {
    return java.util.stream.IntStream.range(0, times)
        .mapToObj(i -> frames)
        .collect(Collectors.joining(","));
  }
}
