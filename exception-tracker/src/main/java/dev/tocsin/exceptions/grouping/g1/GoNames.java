package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans names of Go: closures, type arguments and module versions. */
final class GoNames {

  private static final Pattern CLOSURE = Pattern.compile("(?:\\.func\\d+(?:\\.\\d+)*)+$");
  private static final Pattern TYPE_ARGUMENTS = Pattern.compile("\\[\\.\\.\\.\\]");
  private static final Pattern VERSION = Pattern.compile("@v\\d[\\w.+-]{0,60}");

  /** Types that say nothing about the error: the template decides instead. */
  private static final Set<String> EMPTY_TYPES =
      Set.of("*errors.errorString", "*fmt.wrapError", "*fmt.wrapErrors", "*errors.joinError");

  private GoNames() {}

  static FrameKey key(Frame frame) {
    var function = frame.function();
    if (function == null) {
      return FrameKey.silent("function is not known");
    }
    var cleaned = TYPE_ARGUMENTS.matcher(CLOSURE.matcher(function).replaceFirst("")).replaceAll("");
    var module = frame.module();
    return FrameKey.of(
        module == null ? cleaned : VERSION.matcher(module).replaceAll("") + " " + cleaned, false);
  }

  static boolean emptyType(@Nullable String type) {
    return type != null && EMPTY_TYPES.contains(type);
  }
}
