package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that one person has, or that nobody has: a gap is a result, not an absence.
 *
 * @param person who; null = nobody
 * @param start first instant
 * @param end first instant after it
 */
public record Shift(@Nullable UUID person, Instant start, Instant end) {}
