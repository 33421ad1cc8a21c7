package dev.tocsin.exceptions.grouping.g1;

import dev.tocsin.exceptions.event.Frame;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans names of JavaScript: browsers disagree about them, bundlers change them. */
final class ScriptNames {

  private static final Set<String> NAMELESS =
      Set.of("?", "<anonymous>", "Anonymous function", "anonymous", "eval", "null", "undefined");
  private static final Pattern PREFIX = Pattern.compile("^(?:async |new |get |set |static )+");
  private static final Pattern ALIAS = Pattern.compile(" \\[as [^\\]]{1,100}\\]$");
  private static final Pattern MODULE_HASH =
      Pattern.compile("[.\\-_](?=[0-9A-Za-z_]{0,31}[0-9])[0-9A-Za-z_]{8,32}$");
  private static final Set<String> DISPATCHERS =
      Set.of("run", "call", "apply", "handle", "dispatch", "next", "emit", "invoke", "execute");

  private ScriptNames() {}

  static FrameKey key(Frame frame) {
    if (frame.nativeCode() || "[native code]".equals(frame.filename())) {
      return FrameKey.silent("code of the engine");
    }
    var filename = frame.filename();
    if (filename != null && filename.startsWith("eval")) {
      return FrameKey.silent("evaluated text");
    }
    var place = place(frame);
    var function = function(frame.function());
    if (function == null) {
      var context = ContextLine.key(frame.contextLine());
      return context == null
          ? FrameKey.silent("anonymous function")
          : FrameKey.of((place == null ? "" : place + " ") + "`" + context + "`", false);
    }
    return FrameKey.of(
        place == null ? function : place + " " + function, DISPATCHERS.contains(function));
  }

  /** The part after the last dot; null for the many ways of writing "no name". */
  static @Nullable String function(@Nullable String raw) {
    if (raw == null) {
      return null;
    }
    var name = ALIAS.matcher(PREFIX.matcher(raw.strip()).replaceFirst("")).replaceFirst("");
    if (NAMELESS.contains(name) || name.endsWith("/<") || name.startsWith("http")) {
      return null;
    }
    name = name.substring(name.lastIndexOf('.') + 1);
    return name.isBlank() || NAMELESS.contains(name) || name.startsWith("<") ? null : name;
  }

  private static @Nullable String place(Frame frame) {
    var module = frame.module();
    if (module != null && !module.isBlank() && !module.contains("://")) {
      return MODULE_HASH.matcher(module).replaceFirst("");
    }
    return FileNames.key(frame.filename());
  }
}
