package dev.tocsin.prober.result;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/** Which day partitions there must be, which may go, and which results fit into them. */
public final class ResultDays {
  /** A result that was buffered longer than this is refused. */
  public static final Duration OLDEST = Duration.ofHours(24);

  private static final Duration NEWEST = Duration.ofMinutes(1);
  private static final int DAYS_AHEAD = 3;
  private static final String PREFIX = "probe_result_";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  private ResultDays() {}

  /** The days that need a partition: from yesterday to three days ahead. */
  public static List<LocalDate> needed(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return IntStream.rangeClosed(-1, DAYS_AHEAD).mapToObj(today::plusDays).toList();
  }

  /** The partition's table name. */
  public static String name(LocalDate day) {
    return PREFIX + day.format(DAY);
  }

  /** True for a partition whose last result is older than {@code keepDays}. */
  public static boolean expired(String name, Instant now, int keepDays) {
    LocalDate day = LocalDate.parse(name.substring(PREFIX.length()), DAY);
    return day.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(keepDays));
  }

  /** True when a partition for this time is sure to exist. */
  public static boolean accepts(Instant intended, Instant now) {
    return !intended.isBefore(now.minus(OLDEST)) && !intended.isAfter(now.plus(NEWEST));
  }
}
