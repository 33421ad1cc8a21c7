package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times and durations as Loki's clients write them. */
public final class LokiTime {

  private static final long NS = 1_000_000_000L;
  private static final long MAX_NS = 9_000_000_000L * NS;

  private LokiTime() {}

  /**
   * A time in nanoseconds: with a dot it is seconds; a whole number of at most ten digits too, a
   * longer one nanoseconds; anything else is RFC 3339.
   */
  public static long time(String name, String text) {
    String written = text.strip();
    try {
      if (written.matches("-?\\d{1,10}") || written.matches("-?\\d{1,10}\\.\\d{1,12}")) {
        return bounded(name, seconds(written));
      }
      if (written.matches("\\d{11,19}")) {
        return bounded(name, new BigDecimal(written));
      }
      Instant time = OffsetDateTime.parse(written).toInstant();
      return bounded(
          name,
          BigDecimal.valueOf(time.getEpochSecond())
              .multiply(BigDecimal.valueOf(NS))
              .add(BigDecimal.valueOf(time.getNano())));
    } catch (DateTimeException e) {
      throw new LogQlException(
          name + " is no time; write seconds, nanoseconds or 2026-11-20T10:00:00Z");
    }
  }

  private static BigDecimal seconds(String written) {
    return new BigDecimal(written)
        .multiply(BigDecimal.valueOf(NS))
        .setScale(0, RoundingMode.HALF_UP);
  }

  private static long bounded(String name, BigDecimal nanos) {
    if (nanos.signum() < 0 || nanos.compareTo(BigDecimal.valueOf(MAX_NS)) > 0) {
      throw new LogQlException(name + " lies outside of what can be stored");
    }
    return nanos.longValueExact();
  }

  /** A step or interval in nanoseconds: seconds as a number, or a duration; null when not given. */
  public static @Nullable Long duration(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Double seconds = Units.number(text.strip());
    Double nanos = seconds == null ? Units.duration(text) : Double.valueOf(seconds * NS);
    if (nanos == null || !(nanos >= 1_000_000) || nanos > 1e18) {
      throw new LogQlException(name + " is no duration; write seconds or for instance 5m");
    }
    return nanos.longValue();
  }
}
