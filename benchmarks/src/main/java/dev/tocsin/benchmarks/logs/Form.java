package dev.tocsin.benchmarks.logs;

import java.io.IOException;
import java.util.function.Consumer;

/** How lines become request bodies. */
interface Form {

  /** A finished body. */
  record Body(byte[] bytes, int lines) {}

  /** Adds a line; hands on a body when one is full. */
  void add(Line line, Consumer<Body> full) throws IOException;

  /** Hands on what is left. */
  void end(Consumer<Body> full) throws IOException;

  /** Content type of the bodies. */
  String contentType();

  /** The door that takes them. */
  String path();

  /** The form of that name. */
  static Form of(String name) {
    return switch (name) {
      case "json" -> new JsonLinesForm();
      case "otlp" -> new OtlpForm();
      default -> throw new IllegalArgumentException("json or otlp, not " + name);
    };
  }
}
