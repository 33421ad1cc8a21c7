package dev.tocsin.exceptions.issue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of issues ended. */
record IssueCursor(Instant lastSeen, long id) {

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((lastSeen + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** Null when the text was not made by {@link #text()}. */
  static @Nullable IssueCursor parse(String text) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      return parts.length == 2
          ? new IssueCursor(Instant.parse(parts[0]), Long.parseLong(parts[1]))
          : null;
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return null;
    }
  }
}
