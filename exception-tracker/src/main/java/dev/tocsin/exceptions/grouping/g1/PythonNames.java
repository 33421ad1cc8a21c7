package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import java.util.Set;

/** Cleans names of Python: module, function and the source line. */
final class PythonNames {

  private static final Set<String> DISPATCHERS =
      Set.of("<lambda>", "__call__", "wrapper", "inner", "wrapped", "run", "dispatch");

  private PythonNames() {}

  static FrameKey key(Frame frame) {
    var place = frame.module() != null ? frame.module() : FileNames.key(frame.filename());
    var function = frame.function();
    var context = ContextLine.key(frame.contextLine());
    if ("<module>".equals(function) && context != null && context.contains("spawn_main(")) {
      return FrameKey.silent("start of a child process");
    }
    if (function == null && context == null) {
      return FrameKey.silent("function is not known");
    }
    var text = new StringBuilder();
    append(text, place);
    append(text, function);
    append(text, context == null ? null : "`" + context + "`");
    return FrameKey.of(
        text.toString(), context == null && function != null && DISPATCHERS.contains(function));
  }

  private static void append(StringBuilder text, @org.jspecify.annotations.Nullable String part) {
    if (part != null) {
      text.append(text.isEmpty() ? "" : " ").append(part);
    }
  }
}
