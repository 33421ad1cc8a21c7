package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.exception.Trace.Frame;
import dev.tocsin.logs.action.exception.Trace.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Panics and fatal errors of Go; the first goroutine is the one that failed. */
final class GoTrace {

  private static final Pattern START = Pattern.compile("(?:^|\\s)(panic|fatal error): (.*)$");
  private static final Pattern GOROUTINE = Pattern.compile("^goroutine \\d{1,18} [\\[{].*$");
  private static final Pattern CALL =
      Pattern.compile("^(?:created by )?(\\S.*?)(?:\\([^()]*\\))?(?: in goroutine \\d+)?$");
  private static final Pattern PLACE =
      Pattern.compile("^\\s+(\\S.*?):(\\d{1,9})(?: \\+0x[0-9a-f]+)?$");
  private static final String RUNTIME = "runtime error: ";

  private GoTrace() {}

  /** Whether a panic begins here. */
  static boolean isStart(String line) {
    return line.startsWith("panic: ") || line.startsWith("fatal error: ");
  }

  /** Whether the line belongs to what follows {@link #isStart}. */
  static boolean continues(String line) {
    return line.isEmpty()
        || line.startsWith("\t")
        || line.startsWith("[signal ")
        || line.startsWith("created by ")
        || line.startsWith("exit status ")
        || isStart(line)
        || GOROUTINE.matcher(line).matches()
        || (line.endsWith(")") && line.indexOf('(') > 0 && line.indexOf(' ') < 0)
        || line.endsWith("(...)");
  }

  /** The trace; null when the lines hold none. */
  static @Nullable Trace parse(List<String> lines) {
    int start = -1;
    int stack = -1;
    for (int i = 0; i < lines.size() && stack < 0; i++) {
      if (start < 0 && START.matcher(lines.get(i)).find()) {
        start = i;
      } else if (start >= 0 && GOROUTINE.matcher(lines.get(i)).matches()) {
        stack = i;
      }
    }
    if (stack < 0) {
      return null;
    }
    Matcher head = START.matcher(lines.get(start));
    if (!head.find()) {
      return null;
    }
    var frames = new ArrayList<Frame>();
    for (int i = stack + 1; i + 1 < lines.size() && !lines.get(i).isBlank(); i += 2) {
      Matcher call = CALL.matcher(lines.get(i));
      Matcher place = PLACE.matcher(lines.get(i + 1));
      if (!call.matches() || !place.matches()) {
        break;
      }
      frames.add(frame(call.group(1), place));
    }
    // The machinery of panicking is not where it happened.
    while (frames.size() > 1 && "panic".equals(frames.getFirst().function())) {
      frames.removeFirst();
    }
    String said = head.group(2);
    boolean runtime = said.startsWith(RUNTIME);
    String type = runtime ? "runtime error" : head.group(1);
    String value = runtime ? said.substring(RUNTIME.length()) : said;
    return new Trace(
        "go", List.of(new Thrown(type, TraceLines.value(value), TraceLines.callOrder(frames))));
  }

  private static Frame frame(String call, Matcher place) {
    int slash = call.lastIndexOf('/');
    int dot = call.indexOf('.', slash + 1);
    return new Frame(
        dot < 0 ? null : call.substring(0, dot),
        dot < 0 ? call : call.substring(dot + 1),
        place.group(1),
        TraceLines.number(place.group(2)),
        null,
        null);
  }
}
