package dev.tocsin.exceptions.grouping.g1;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source line of a frame as part of a key. */
final class ContextLine {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LONGEST = 120;

  private ContextLine() {}

  /** White space folded; null when blank or so long that it must be minified code. */
  static @Nullable String key(@Nullable String line) {
    if (line == null || line.length() > 4 * LONGEST) {
      return null;
    }
    var folded = SPACE.matcher(line.strip()).replaceAll(" ");
    return folded.isEmpty() || folded.length() > LONGEST || folded.startsWith("{snip}")
        ? null
        : folded;
  }
}
