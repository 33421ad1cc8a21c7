package dev.tocsin.logs.loki.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A line by example: {@code <ip> - <_> "<method> <path>"}. */
final class PatternText {

  /** Parts in order; a capture has a name, {@code _} for nameless ones, and no literal. */
  private record Part(String name, String literal) {
    boolean capture() {
      return !name.isEmpty();
    }
  }

  private final List<Part> parts = new ArrayList<>();

  PatternText(String pattern) {
    int at = 0;
    var literal = new StringBuilder();
    while (at < pattern.length()) {
      int close = pattern.charAt(at) == '<' ? pattern.indexOf('>', at) : -1;
      String name = close < 0 ? "" : pattern.substring(at + 1, close);
      if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        if (!literal.isEmpty()) {
          parts.add(new Part("", literal.toString()));
          literal.setLength(0);
        }
        parts.add(new Part(name, ""));
        at = close + 1;
      } else {
        literal.append(pattern.charAt(at++));
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Part("", literal.toString()));
    }
  }

  /** Hands over what the captures hold, as far as the line follows the example. */
  void captures(String line, BiConsumer<String, String> found) {
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (!part.capture()) {
        if (!line.startsWith(part.literal(), at)) {
          return;
        }
        at += part.literal().length();
        continue;
      }
      int end = line.length();
      if (i + 1 < parts.size() && !parts.get(i + 1).capture()) {
        end = line.indexOf(parts.get(i + 1).literal(), at);
        if (end < 0) {
          return;
        }
      }
      if (!part.name().equals("_")) {
        found.accept(part.name(), line.substring(at, end));
      }
      at = end;
    }
  }

  /** Whether the whole line follows the example; a capture holds any text. */
  boolean matches(String line) {
    int at = 0;
    boolean free = false;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.capture()) {
        free = true;
        continue;
      }
      String literal = part.literal();
      if (i == parts.size() - 1) {
        return free
            ? line.length() - literal.length() >= at && line.endsWith(literal)
            : line.startsWith(literal, at) && at + literal.length() == line.length();
      }
      int found = free ? line.indexOf(literal, at) : line.startsWith(literal, at) ? at : -1;
      if (found < 0) {
        return false;
      }
      at = found + literal.length();
      free = false;
    }
    return free || at == line.length();
  }
}
