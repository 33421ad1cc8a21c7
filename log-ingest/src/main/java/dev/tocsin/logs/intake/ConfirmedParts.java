package dev.tocsin.logs.intake;

import dev.tocsin.logs.stream.LogBatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batches that were confirmed although their request, as a whole, was answered with 503. When the
 * client sends the request again they are not published a second time. Bounded in number and age;
 * rare, because a request with one service has one batch.
 */
final class ConfirmedParts {

  private static final int MAX_PARTS = 1000;
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<String, Instant> parts = new LinkedHashMap<>();

  ConfirmedParts(Clock clock) {
    this.clock = clock;
  }

  synchronized void remember(LogBatch batch) {
    parts.put(fingerprint(batch), clock.instant());
    if (parts.size() > MAX_PARTS) {
      parts.remove(parts.keySet().iterator().next());
    }
  }

  /** Whether the batch was confirmed before; asking uses the memory up. */
  synchronized boolean forget(LogBatch batch) {
    if (parts.isEmpty()) {
      return false;
    }
    Instant at = parts.remove(fingerprint(batch));
    return at != null && at.plus(MAX_AGE).isAfter(clock.instant());
  }

  private static String fingerprint(LogBatch batch) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(batch.key().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(batch.value()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
