package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import java.util.Locale;

/** The families of languages that G1 knows tables for. */
enum Platform {
  JAVA,
  JAVASCRIPT,
  PYTHON,
  GO,
  OTHER;

  static Platform of(Frame frame) {
    return switch (frame.platform().toLowerCase(Locale.ROOT)) {
      case "java", "kotlin", "scala", "groovy", "clojure", "android" -> JAVA;
      case "javascript", "node", "bun", "deno", "typescript" -> JAVASCRIPT;
      case "python" -> PYTHON;
      case "go" -> GO;
      default -> OTHER;
    };
  }
}
