package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.exception.Trace.Frame;
import dev.tocsin.logs.action.exception.Trace.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stacks of V8 (Node.js, Chromium, Deno), with causes as Node.js prints them. */
final class JavaScriptTrace {

  private static final Pattern FRAME =
      Pattern.compile(
          "^\\s+at (?:async )?(?:(.+?) \\()?([^()\\s][^()]*?):(\\d{1,9}):(\\d{1,9})\\)?[ {,]*$");
  private static final Pattern NO_PLACE =
      Pattern.compile(
          "^\\s+at (?:async )?(.+?)(?: \\((?:<anonymous>|native|index \\d+)\\))?[ {,]*$");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?:^|\\s)(?:Uncaught )?([A-Z_$][\\w$.]{0,150})(?: \\[[A-Z0-9_]+\\])?(?::\\s?(.*))?$");
  private static final Pattern CAUSE = Pattern.compile("^\\s*\\[cause\\]: (.*)$");

  private JavaScriptTrace() {}

  /** Whether the line is a call with a line and a column. */
  static boolean isFrame(String line) {
    return FRAME.matcher(line).matches();
  }

  /** The trace; null when the lines hold none. */
  static @Nullable Trace parse(List<String> lines) {
    var chain = new ArrayList<Thrown>();
    int header = -1;
    for (int i = 0; i < lines.size() && header < 0; i++) {
      if (isFrame(lines.get(i))) {
        header = header(lines, i);
        if (header < 0) {
          return null;
        }
      }
    }
    int at = header;
    String head = header < 0 ? "" : lines.get(header);
    while (at >= 0 && chain.size() < Trace.MAX_THROWN) {
      Matcher named = HEADER.matcher(head);
      if (!named.find()) {
        break;
      }
      var value = new StringBuilder(named.group(2) == null ? "" : named.group(2));
      var frames = new ArrayList<Frame>();
      int i = at + 1;
      for (; i < lines.size() && !CAUSE.matcher(lines.get(i)).matches(); i++) {
        String line = lines.get(i);
        boolean call = line.stripLeading().startsWith("at ");
        if (call) {
          add(frames, line);
        } else if (frames.isEmpty()) {
          value.append('\n').append(line);
        }
      }
      chain.add(
          new Thrown(
              named.group(1), TraceLines.value(value.toString()), TraceLines.callOrder(frames)));
      at = i < lines.size() ? i : -1;
      if (at >= 0) {
        Matcher cause = CAUSE.matcher(lines.get(at));
        head = cause.matches() ? cause.group(1) : "";
      }
    }
    return chain.isEmpty() ? null : new Trace("javascript", chain.reversed());
  }

  private static int header(List<String> lines, int firstFrame) {
    for (int i = firstFrame - 1; i >= 0 && i >= firstFrame - 50; i--) {
      if (HEADER.matcher(lines.get(i)).find()) {
        return i;
      }
    }
    return -1;
  }

  private static void add(List<Frame> frames, String line) {
    if (frames.size() >= Trace.MAX_FRAMES) {
      return;
    }
    Matcher call = FRAME.matcher(line);
    if (call.matches()) {
      String file = call.group(2);
      frames.add(
          new Frame(
              null,
              call.group(1),
              file.startsWith("file://") ? file.substring(7) : file,
              TraceLines.number(call.group(3)),
              TraceLines.number(call.group(4)),
              null));
      return;
    }
    Matcher bare = NO_PLACE.matcher(line);
    if (bare.matches()) {
      frames.add(new Frame(null, bare.group(1), null, null, null, null));
    }
  }
}
