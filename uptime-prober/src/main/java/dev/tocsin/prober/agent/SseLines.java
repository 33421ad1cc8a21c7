package dev.tocsin.prober.agent;

import java.util.function.BiConsumer;

/**
 * Reads server-sent events line by line: {@code event}, {@code data}, comments; the rest is
 * ignored.
 */
final class SseLines {
  private final BiConsumer<String, String> events;
  private final StringBuilder data = new StringBuilder();
  private String name = "message";

  /** Hands each complete event to {@code events} as name and data. */
  SseLines(BiConsumer<String, String> events) {
    this.events = events;
  }

  void line(String raw) {
    String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        String whole = data.substring(0, data.length() - 1);
        data.setLength(0);
        events.accept(name, whole);
      }
      name = "message";
    } else if (!line.startsWith(":")) {
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String rest = colon < 0 ? "" : line.substring(colon + 1);
      String value = rest.startsWith(" ") ? rest.substring(1) : rest;
      if (field.equals("event")) {
        name = value;
      } else if (field.equals("data")) {
        data.append(value).append('\n');
      }
    }
  }
}
