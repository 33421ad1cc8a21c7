package dev.tocsin.logs.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant; null means any.
 *
 * @param project whose they are
 * @param reason why they were refused
 * @param from received at or after
 * @param to received before
 */
public record LetterFilter(
    @Nullable Long project, @Nullable String reason, @Nullable Instant from, @Nullable Instant to) {

  /** The condition in SQL; takes {@link #values} in order. */
  static final String SQL =
      "(?::bigint IS NULL OR project = ?) AND (?::text IS NULL OR reason = ?)"
          + " AND (?::timestamptz IS NULL OR received_at >= ?)"
          + " AND (?::timestamptz IS NULL OR received_at < ?)";

  static final int VALUES = 8;
}
