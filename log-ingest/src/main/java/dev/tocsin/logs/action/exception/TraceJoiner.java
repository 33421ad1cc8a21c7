package dev.tocsin.logs.action.exception;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts stack traces together that were logged line by line, one record per line. The lines of one
 * stream go in, in the order of their arrival; blocks of lines that belong together come out.
 */
public final class TraceJoiner {

  private static final int MAX_LINES = 1_000;
  private static final int MAX_HEAD = 5;

  /**
   * Lines that belong together.
   *
   * @param first index of the first one
   * @param count how many follow each other
   */
  public record Block(int first, int count) {}

  private enum Kind {
    CALLS,
    PYTHON,
    GO
  }

  private TraceJoiner() {}

  /** The blocks of at least two lines in {@code lines}. */
  public static List<Block> blocks(List<String> lines) {
    var blocks = new ArrayList<Block>();
    int at = 0;
    int free = 0;
    while (at < lines.size()) {
      Kind kind = kind(lines.get(at));
      if (kind == null) {
        at++;
        continue;
      }
      // Calls follow the line that names the exception; the other two begin with their own.
      int first = kind == Kind.CALLS ? headOf(lines, at, free) : at;
      int end = Math.min(end(kind, lines, at), first + MAX_LINES);
      if (end - first > 1) {
        blocks.add(new Block(first, end - first));
      }
      at = Math.max(end, at + 1);
      free = at;
    }
    return blocks;
  }

  /** The line that names what was thrown: mostly the one before, further up when it is long. */
  private static int headOf(List<String> lines, int call, int free) {
    for (int i = call - 1; i >= free && i >= call - MAX_HEAD; i--) {
      if (JavaTrace.isHeader(lines.get(i))) {
        return i;
      }
    }
    return Math.max(free, call - 1);
  }

  private static @Nullable Kind kind(String line) {
    if (line.endsWith(PythonTrace.START)) {
      return Kind.PYTHON;
    }
    if (GoTrace.isStart(line)) {
      return Kind.GO;
    }
    return isCall(line) ? Kind.CALLS : null;
  }

  private static boolean isCall(String line) {
    return !line.isEmpty()
        && Character.isWhitespace(line.charAt(0))
        && (JavaTrace.isFrame(line) || JavaScriptTrace.isFrame(line));
  }

  private static int end(Kind kind, List<String> lines, int from) {
    return switch (kind) {
      case CALLS -> endOfCalls(lines, from);
      case PYTHON -> endOfPython(lines, from);
      case GO -> endOfGo(lines, from);
    };
  }

  private static int endOfCalls(List<String> lines, int from) {
    int i = from + 1;
    boolean braces = lines.get(from).endsWith("{");
    while (i < lines.size()
        && (continuesCalls(lines.get(i)) || (braces && insideBraces(lines.get(i))))) {
      braces |= lines.get(i).endsWith("{");
      i++;
    }
    return i;
  }

  /** Node.js prints further properties of an error behind its calls, in braces. */
  private static boolean insideBraces(String line) {
    return line.startsWith("  ") || line.equals("}");
  }

  private static boolean continuesCalls(String line) {
    String bare = line.stripLeading();
    boolean indented = bare.length() < line.length();
    return isCall(line)
        || bare.startsWith("Caused by: ")
        || (indented
            && (bare.startsWith("... ")
                || bare.startsWith("at ")
                || bare.startsWith("Suppressed: ")
                || bare.startsWith("[cause]: ")));
  }

  private static int endOfPython(List<String> lines, int from) {
    int i = from + 1;
    while (i < lines.size()) {
      if (lines.get(i).startsWith("  ")) {
        i++;
        continue;
      }
      // The line that names the exception; a chained one may follow.
      i++;
      int next = i;
      while (next < lines.size()
          && (lines.get(next).isBlank() || PythonTrace.isJoint(lines.get(next)))) {
        next++;
      }
      if (next >= lines.size() || !lines.get(next).endsWith(PythonTrace.START)) {
        return i;
      }
      i = next + 1;
    }
    return i;
  }

  private static int endOfGo(List<String> lines, int from) {
    int i = from + 1;
    while (i < lines.size() && GoTrace.continues(lines.get(i))) {
      i++;
    }
    return i;
  }
}
