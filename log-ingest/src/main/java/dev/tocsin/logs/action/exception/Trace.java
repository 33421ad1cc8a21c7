package dev.tocsin.logs.action.exception;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace that was understood.
 *
 * @param platform java, python, javascript or go
 * @param thrown the exceptions: the root cause first, the one that was logged last
 */
public record Trace(String platform, List<Thrown> thrown) {

  /** Frames of one exception that are kept; of a deeper stack the outer ones go. */
  static final int MAX_FRAMES = 200;

  /** Exceptions of one chain that are kept. */
  static final int MAX_THROWN = 20;

  /** Longest message that is kept. */
  static final int MAX_VALUE = 4_000;

  /** Keeps its own copy. */
  public Trace {
    thrown = List.copyOf(thrown);
  }

  /**
   * One exception.
   *
   * @param type its type
   * @param value its message
   * @param frames the calls, the outermost first
   */
  public record Thrown(String type, @Nullable String value, List<Frame> frames) {
    /** Keeps its own copy. */
    public Thrown {
      frames = List.copyOf(frames);
    }
  }

  /**
   * One call.
   *
   * @param module class, package or module
   * @param function its name
   * @param filename the source
   * @param line its line, from 1
   * @param column its column, from 1
   * @param contextLine the source's text there
   */
  public record Frame(
      @Nullable String module,
      @Nullable String function,
      @Nullable String filename,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable String contextLine) {}
}
