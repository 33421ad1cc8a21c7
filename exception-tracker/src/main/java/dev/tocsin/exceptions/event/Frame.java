package dev.tocsin.exceptions.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a stack trace, as sent. {@code inApp} is null when the SDK said nothing, which is
 * what sentry-java does by default.
 *
 * @param absPath full path or URL of the source, where the SDK knows it
 * @param packageName jar, gem or module file the code came from
 */
public record Frame(
    @Nullable String module,
    @Nullable String function,
    @Nullable String filename,
    @Nullable String absPath,
    @Nullable String packageName,
    @Nullable Integer lineno,
    @Nullable Integer colno,
    @Nullable Boolean inApp,
    boolean nativeCode,
    String platform,
    @Nullable String contextLine,
    List<String> preContext,
    List<String> postContext) {

  public Frame {
    preContext = List.copyOf(preContext);
    postContext = List.copyOf(postContext);
  }

  /** A frame with nothing but its place, for text traces and tests. */
  public static Frame of(
      String platform,
      @Nullable String module,
      @Nullable String function,
      @Nullable String filename) {
    return new Frame(
        module, function, filename, null, null, null, null, null, false, platform, null, List.of(),
        List.of());
  }

  public Frame withInApp(@Nullable Boolean value) {
    return new Frame(
        module,
        function,
        filename,
        absPath,
        packageName,
        lineno,
        colno,
        value,
        nativeCode,
        platform,
        contextLine,
        preContext,
        postContext);
  }

  public Frame withLine(@Nullable Integer line, @Nullable String context) {
    return new Frame(
        module,
        function,
        filename,
        absPath,
        packageName,
        line,
        colno,
        inApp,
        nativeCode,
        platform,
        context,
        preContext,
        postContext);
  }
}
