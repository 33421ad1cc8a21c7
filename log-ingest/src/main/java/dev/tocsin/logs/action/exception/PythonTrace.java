package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.exception.Trace.Frame;
import dev.tocsin.logs.action.exception.Trace.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tracebacks of Python, chained ones included; the oldest exception is written first there. */
final class PythonTrace {

  /** How every traceback begins. */
  static final String START = "Traceback (most recent call last):";

  private static final Pattern FRAME =
      Pattern.compile("^\\s+File \"([^\"]+)\", line (\\d{1,9})(?:, in (.+))?$");
  private static final Pattern HEADER =
      Pattern.compile("^([A-Za-z_][\\w.]{0,200}?)(?::\\s?(.*))?$");

  private PythonTrace() {}

  /** Whether the line joins two tracebacks of one chain. */
  static boolean isJoint(String line) {
    return line.startsWith("During handling of the above exception")
        || line.startsWith("The above exception was the direct cause");
  }

  /** The trace; null when the lines hold none that is complete. */
  static @Nullable Trace parse(List<String> lines) {
    var chain = new ArrayList<Thrown>();
    int at = next(lines, 0);
    while (at >= 0 && chain.size() < Trace.MAX_THROWN) {
      var frames = new ArrayList<Frame>();
      int i = at + 1;
      for (; i < lines.size() && inside(lines.get(i)); i++) {
        add(frames, lines.get(i));
      }
      if (i >= lines.size()) {
        break;
      }
      Matcher header = HEADER.matcher(lines.get(i).strip());
      if (!header.matches()) {
        break;
      }
      at = next(lines, i + 1);
      String value = header.group(2) == null ? "" : header.group(2);
      chain.add(
          new Thrown(
              header.group(1),
              TraceLines.value(value + rest(lines, i + 1)),
              frames.size() <= Trace.MAX_FRAMES
                  ? frames
                  : frames.subList(frames.size() - Trace.MAX_FRAMES, frames.size())));
    }
    return chain.isEmpty() ? null : new Trace("python", chain);
  }

  private static int next(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).endsWith(START)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean inside(String line) {
    return line.isEmpty() || line.startsWith("  ");
  }

  private static void add(List<Frame> frames, String line) {
    Matcher call = FRAME.matcher(line);
    if (call.matches()) {
      frames.add(
          new Frame(
              null, call.group(3), call.group(1), TraceLines.number(call.group(2)), null, null));
    } else if (!frames.isEmpty() && frames.getLast().contextLine() == null) {
      Frame last = frames.removeLast();
      frames.add(
          new Frame(
              last.module(), last.function(), last.filename(), last.line(), null, line.strip()));
    }
  }

  /** Further lines of a message, up to an empty one. */
  private static String rest(List<String> lines, int from) {
    var text = new StringBuilder();
    for (int i = from; i < lines.size() && !lines.get(i).isBlank(); i++) {
      if (isJoint(lines.get(i)) || lines.get(i).endsWith(START)) {
        break;
      }
      text.append('\n').append(lines.get(i));
    }
    return text.toString();
  }
}
