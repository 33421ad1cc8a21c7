package dev.tocsin.exceptions.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an event small enough for one Kafka record by leaving out what groups and explains least.
 */
public final class EventSize {

  /** Below Kafka's usual mebibyte per record, with room for what JSON inside JSON adds. */
  public static final int LARGEST = 600 * 1024;

  private static final List<String> LEAST_FIRST =
      List.of(
          "debug_meta",
          "_meta",
          "modules",
          "spans",
          "measurements",
          "extra",
          "breadcrumbs",
          "threads",
          "request",
          "contexts",
          "user",
          "tags");
  private static final List<String> OF_FRAMES = List.of("vars", "pre_context", "post_context");

  private EventSize() {}

  /** The event as JSON text; {@code event} loses parts until the text fits. */
  public static String fit(ObjectNode event) {
    var text = event.toString();
    if (size(text) <= LARGEST) {
      return text;
    }
    var trimmed = new ArrayList<String>();
    for (var field : OF_FRAMES) {
      event.findParents(field).forEach(each -> ((ObjectNode) each).remove(field));
      trimmed.add("frames." + field);
    }
    for (var field : LEAST_FIRST) {
      text = marked(event, trimmed);
      if (size(text) <= LARGEST) {
        return text;
      }
      if (event.remove(field) != null) {
        trimmed.add(field);
      }
    }
    text = marked(event, trimmed);
    if (size(text) > LARGEST) {
      event.remove(List.of("exception", "stacktrace"));
      trimmed.add("exception");
      text = marked(event, trimmed);
    }
    return text;
  }

  private static String marked(ObjectNode event, List<String> trimmed) {
    var list = event.putArray("_trimmed");
    trimmed.forEach(list::add);
    return event.toString();
  }

  private static int size(String text) {
    return text.length() > LARGEST ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
