package dev.tocsin.exceptions.grouping.g1;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a file name that stays the same from build to build. */
final class FileNames {

  private static final Pattern CONTENT_HASH =
      Pattern.compile("[.\\-_](?=[0-9A-Za-z_]{0,31}[0-9])[0-9A-Za-z_]{6,32}(?=\\.[a-z]{1,4}$)");
  private static final Pattern ADDRESS = Pattern.compile("^(?:[a-z][a-z0-9+.-]{1,20}:|\\[|<|blob)");

  private FileNames() {}

  /** Base name without a content hash; null when the name is an address or a placeholder. */
  static @Nullable String key(@Nullable String filename) {
    if (filename == null || filename.isBlank()) {
      return null;
    }
    var isWindowsDrive = filename.length() > 2 && filename.charAt(1) == ':';
    if (!isWindowsDrive && ADDRESS.matcher(filename).find()) {
      return null;
    }
    var slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
    var base = filename.substring(slash + 1);
    var query = base.indexOf('?');
    base = query > 0 ? base.substring(0, query) : base;
    return base.isBlank() ? null : CONTENT_HASH.matcher(base).replaceFirst("");
  }
}
