package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.exception.Trace.Frame;
import dev.tocsin.logs.action.exception.Trace.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stack traces as the JVM prints them: causes, {@code ... n more}, modules and class loaders. */
final class JavaTrace {

  private static final Pattern FRAME =
      Pattern.compile("^\\s*at (?:[\\w.@-]*/{1,2}){0,2}([^(\\s]+)\\.([^.(\\s]+)\\(([^()]*)\\).*$");
  private static final Pattern MORE =
      Pattern.compile("^\\s*\\.\\.\\. (\\d{1,6}) (?:more|common frames omitted).*$");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?<![\\w.$/])((?:[a-zA-Z_][\\w$]{0,80}\\.){1,20}[A-Z][\\w$]{0,150})(?::\\s?(.*))?$");
  private static final String CAUSED_BY = "Caused by: ";
  private static final String WRAPPED_BY = "Wrapped by: ";

  private JavaTrace() {}

  /** Whether the line is a call of a Java stack. */
  static boolean isFrame(String line) {
    return FRAME.matcher(line).matches();
  }

  /** Whether the line names an exception, as the first line of a trace does. */
  static boolean isHeader(String line) {
    return Builder.of(line) != null;
  }

  /** The trace; null when the lines hold none. Thread dumps have no exception, so they are none. */
  static @Nullable Trace parse(List<String> lines) {
    var chain = new ArrayList<Thrown>();
    Builder current = null;
    boolean wrapped = false;
    int suppressedIndent = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String bare = line.stripLeading();
      int indent = line.length() - bare.length();
      if (suppressedIndent >= 0 && indent > suppressedIndent) {
        continue; // the calls of a suppressed exception
      }
      suppressedIndent = -1;
      if (bare.startsWith("Suppressed: ")) {
        suppressedIndent = indent;
        if (current != null) {
          current.inFrames = true;
        }
      } else if (bare.startsWith(CAUSED_BY) || bare.startsWith(WRAPPED_BY)) {
        if (current != null) {
          chain.add(current.build());
        }
        wrapped = bare.startsWith(WRAPPED_BY);
        current = Builder.of(bare.substring(bare.indexOf(':') + 2));
        if (chain.size() >= Trace.MAX_THROWN) {
          break;
        }
      } else if (isFrame(line) || MORE.matcher(line).matches()) {
        if (current == null) {
          current = header(lines, i);
        }
        if (current == null) {
          return null;
        }
        current.frame(line);
      } else if (current != null && !current.inFrames) {
        current.message(line);
      } else if (current != null) {
        break; // what follows is something else
      }
    }
    if (current == null || !current.inFrames) {
      return null;
    }
    chain.add(current.build());
    return new Trace("java", wrapped ? chain : chain.reversed());
  }

  /** Looks upwards from the first call for the line that names a type. */
  private static @Nullable Builder header(List<String> lines, int firstFrame) {
    for (int i = firstFrame - 1; i >= 0 && i >= firstFrame - 50; i--) {
      Builder found = Builder.of(lines.get(i));
      if (found != null) {
        lines.subList(i + 1, firstFrame).forEach(found::message);
        return found;
      }
    }
    return null;
  }

  private static final class Builder {
    private final String type;
    private final StringBuilder value;
    private final List<Frame> frames = new ArrayList<>();
    private boolean inFrames;

    private Builder(String type, String value) {
      this.type = type;
      this.value = new StringBuilder(value);
    }

    static @Nullable Builder of(String line) {
      Matcher header = HEADER.matcher(line);
      // A thread dump has calls, but nobody threw anything.
      return header.find() && !header.group(1).equals("java.lang.Thread.State")
          ? new Builder(header.group(1), header.group(2) == null ? "" : header.group(2))
          : null;
    }

    void message(String line) {
      if (value.length() < Trace.MAX_VALUE) {
        value.append('\n').append(line);
      }
    }

    void frame(String line) {
      inFrames = true;
      Matcher call = FRAME.matcher(line);
      if (!call.matches() || frames.size() >= Trace.MAX_FRAMES) {
        return;
      }
      String place = call.group(3);
      int colon = place.lastIndexOf(':');
      Integer number = colon < 0 ? null : digits(place.substring(colon + 1));
      String file = number == null ? place : place.substring(0, colon);
      boolean unknown = file.equals("Native Method") || file.equals("Unknown Source");
      frames.add(
          new Frame(
              stable(call.group(1)), call.group(2), unknown ? null : file, number, null, null));
    }

    /** Generated classes have a number that differs from run to run. */
    private static String stable(String type) {
      int lambda = type.indexOf("$$Lambda");
      return lambda < 0 ? type : type.substring(0, lambda + "$$Lambda".length());
    }

    private static @Nullable Integer digits(String text) {
      return text.chars().allMatch(c -> c >= '0' && c <= '9') ? TraceLines.number(text) : null;
    }

    Thrown build() {
      return new Thrown(type, TraceLines.value(value.toString()), TraceLines.callOrder(frames));
    }
  }
}
