package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.exception.Trace.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text cut into lines of bounded number and length, so that no pattern ever meets more. */
final class TraceLines {

  private static final int MAX_LINES = 4_000;
  private static final int MAX_LENGTH = 2_000;

  private TraceLines() {}

  /** The lines without their ends. */
  static List<String> of(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from <= text.length() && lines.size() < MAX_LINES) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
      lines.add(text.substring(from, Math.min(stop, from + MAX_LENGTH)));
      if (end < 0) {
        break;
      }
      from = end + 1;
    }
    return lines;
  }

  /** Frames as they were written, innermost first, into the order of calls. */
  static List<Frame> callOrder(List<Frame> innermostFirst) {
    var kept = innermostFirst.subList(0, Math.min(innermostFirst.size(), Trace.MAX_FRAMES));
    return List.copyOf(kept.reversed());
  }

  /** A message of bounded length; null when there is none. */
  static @Nullable String value(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String clean = text.strip();
    return clean.length() <= Trace.MAX_VALUE ? clean : clean.substring(0, Trace.MAX_VALUE);
  }

  /** A number of at most nine digits; null when there is none. */
  static @Nullable Integer number(@Nullable String digits) {
    return digits == null || digits.isEmpty() || digits.length() > 9
        ? null
        : Integer.valueOf(digits);
  }
}
