package dev.tocsin.exceptions.intake;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the public key of a DSN in the places where SDKs put it. The first match wins. */
final class SentryAuth {

  private SentryAuth() {}

  /** From headers and query, in this order: own header, Authorization (Sentry, Basic), query. */
  static @Nullable String key(
      @Nullable String xSentryAuth, @Nullable String authorization, @Nullable String queryKey) {
    var own = sentry(xSentryAuth);
    if (own != null) {
      return own;
    }
    var general = sentry(authorization);
    if (general != null) {
      return general;
    }
    var basic = basicUser(authorization);
    return basic != null ? basic : clean(queryKey);
  }

  /** The key in an envelope's {@code dsn}. */
  static @Nullable String ofDsn(@Nullable String dsn) {
    if (dsn == null) {
      return null;
    }
    try {
      var userInfo = new URI(dsn).getUserInfo();
      return userInfo == null ? null : clean(userInfo.split(":", 2)[0]);
    } catch (URISyntaxException noDsn) {
      return null;
    }
  }

  private static @Nullable String sentry(@Nullable String header) {
    if (header == null) {
      return null;
    }
    var text = header.strip();
    if (!text.regionMatches(true, 0, "Sentry", 0, 6)) {
      return null;
    }
    for (var pair : text.substring(6).split("[,\\s]+")) {
      if (pair.regionMatches(true, 0, "sentry_key=", 0, 11)) {
        return clean(pair.substring(11));
      }
    }
    return null;
  }

  private static @Nullable String basicUser(@Nullable String header) {
    if (header == null || !header.strip().regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      var pair = Base64.getDecoder().decode(header.strip().substring(6).strip());
      return clean(new String(pair, StandardCharsets.UTF_8).split(":", 2)[0]);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static @Nullable String clean(@Nullable String key) {
    if (key == null) {
      return null;
    }
    var text = key.strip();
    return text.isEmpty() || text.length() > 200 ? null : text;
  }
}
