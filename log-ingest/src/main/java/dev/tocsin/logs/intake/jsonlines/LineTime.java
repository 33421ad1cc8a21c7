package dev.tocsin.logs.intake.jsonlines;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Event times as loggers write them. */
final class LineTime {

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(java.util.Locale.ROOT);

  private LineTime() {}

  /** Nanoseconds since the epoch; 0 when the value is no time. */
  static long nanos(AnyValue value) {
    return switch (value.getValueCase()) {
      case INT_VALUE -> ofNumber(BigDecimal.valueOf(value.getIntValue()));
      case DOUBLE_VALUE ->
          Double.isFinite(value.getDoubleValue())
              ? ofNumber(BigDecimal.valueOf(value.getDoubleValue()))
              : 0;
      case STRING_VALUE -> ofText(value.getStringValue().strip());
      default -> 0;
    };
  }

  /** Seconds, milliseconds, microseconds and nanoseconds are told apart by their size. */
  private static long ofNumber(BigDecimal number) {
    double size = number.doubleValue();
    if (size < 1) {
      return 0;
    }
    int shift = size < 1e11 ? 9 : size < 1e14 ? 6 : size < 1e17 ? 3 : 0;
    BigDecimal nanos = number.movePointRight(shift);
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? 0 : nanos.longValue();
  }

  private static long ofText(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return 0;
    }
    try {
      if (text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
        return ofNumber(new BigDecimal(text));
      }
      String iso = text.replace(' ', 'T').replace(',', '.');
      boolean zoned =
          iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d(:?\\d\\d)?$") && iso.length() > 19;
      Instant time = zoned ? zoned(iso) : LocalDateTime.parse(iso, LOCAL).toInstant(ZoneOffset.UTC);
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return 0;
    }
  }

  private static Instant zoned(String iso) {
    String colon = iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    return OffsetDateTime.parse(colon).toInstant();
  }
}
