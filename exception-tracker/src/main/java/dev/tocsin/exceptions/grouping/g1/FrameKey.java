package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What of a frame goes into the hash: cleaned module and function. Line, column, release and thread
 * never do.
 *
 * @param text null when the frame does not contribute
 * @param why the reason, either way
 * @param dispatcher true when the name says only that something was called (a lambda, {@code run})
 */
record FrameKey(@Nullable String text, String why, boolean dispatcher) {

  static FrameKey of(Frame frame) {
    return switch (Platform.of(frame)) {
      case JAVA -> JavaNames.key(frame);
      case JAVASCRIPT -> ScriptNames.key(frame);
      case PYTHON -> PythonNames.key(frame);
      case GO -> GoNames.key(frame);
      case OTHER -> plain(frame);
    };
  }

  static FrameKey silent(String why) {
    return new FrameKey(null, why, false);
  }

  static FrameKey of(String text, boolean dispatcher) {
    return new FrameKey(
        text, dispatcher ? "names only a dispatcher" : "module and function", dispatcher);
  }

  private static FrameKey plain(Frame frame) {
    var place = frame.module() != null ? frame.module() : FileNames.key(frame.filename());
    var function = frame.function();
    if (function == null || function.startsWith("<unknown") || function.equals("<redacted>")) {
      return silent("function is not known");
    }
    return of(place == null ? function : place + " " + function, false);
  }
}
