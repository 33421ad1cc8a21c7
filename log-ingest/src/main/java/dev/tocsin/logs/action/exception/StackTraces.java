package dev.tocsin.logs.action.exception;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a stack trace in text, whatever language it comes from. */
public final class StackTraces {

  private StackTraces() {}

  /** The trace; null when there is none. */
  public static @Nullable Trace parse(String text) {
    List<String> lines = TraceLines.of(text);
    if (lines.size() < 2) {
      return null;
    }
    for (String line : lines) {
      if (line.endsWith(PythonTrace.START)) {
        return PythonTrace.parse(lines);
      }
      if (line.startsWith("goroutine ")) {
        return GoTrace.parse(lines);
      }
      if (JavaScriptTrace.isFrame(line)) {
        return JavaScriptTrace.parse(lines);
      }
      if (JavaTrace.isFrame(line)) {
        return JavaTrace.parse(lines);
      }
    }
    return null;
  }
}
