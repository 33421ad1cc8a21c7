package dev.tocsin.slo.indicator;

import dev.tocsin.events.ProbeResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Decides whether a probe result counts, and where.
 *
 * <p>received = counted + duplicates + dropped (by {@link Reason}) + dead letters.
 */
public final class Intake {

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private Intake() {}

  /**
   * The decision for one result.
   *
   * @param horizon how far back event ids are remembered: an older result could be a duplicate that
   *     nobody can recognise, so it does not count
   */
  public static Decision decide(ProbeResult result, Instant now, Duration horizon) {
    if (!result.controlOk()) {
      return new Dropped(Reason.CONTROL_NOT_OK);
    }
    if (result.maintenance()) {
      return new Dropped(Reason.MAINTENANCE);
    }
    return switch (result.verdict()) {
      case UNKNOWN -> new Dropped(Reason.UNKNOWN_VERDICT);
      case GOOD, BAD -> {
        Instant day = oldestCounted(now, horizon);
        if (result.intended().isBefore(day)) {
          yield new Dropped(Reason.TOO_LATE);
        }
        if (result.intended().isAfter(now.plus(CLOCK_TOLERANCE))) {
          yield new Dropped(Reason.FROM_THE_FUTURE);
        }
        yield new Counted(
            idOf(result.eventId()),
            result.monitorId(),
            result.monitorName(),
            result.intended().getEpochSecond(),
            result.verdict() == ProbeResult.Verdict.GOOD);
      }
    };
  }

  /** Start of the oldest day whose event ids are still remembered. */
  public static Instant oldestCounted(Instant now, Duration horizon) {
    return Instant.ofEpochSecond(Grid.floor(now.minus(horizon).getEpochSecond(), Grid.DAY));
  }

  private static UUID idOf(String eventId) {
    try {
      return UUID.fromString(eventId);
    } catch (IllegalArgumentException notAUuid) {
      return UUID.nameUUIDFromBytes(eventId.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What happens to a result. */
  public sealed interface Decision permits Counted, Dropped {}

  /**
   * It counts.
   *
   * @param eventId for recognising a redelivery
   * @param monitor the id of what was measured
   * @param monitorName its name for people
   * @param second the time it counts for, epoch seconds
   * @param counts how many events, and how many of them were good
   * @param heardOn the time under whose day the event id is remembered, epoch seconds
   */
  public record Counted(
      UUID eventId, String monitor, String monitorName, long second, GoodTotal counts, long heardOn)
      implements Decision {

    /** One event; its id is remembered under the day it was meant for. */
    public Counted(UUID eventId, String monitor, String monitorName, long second, boolean good) {
      this(eventId, monitor, monitorName, second, new GoodTotal(good ? 1 : 0, 1), second);
    }

    /** Whether no event was bad. */
    public boolean good() {
      return counts.bad() == 0;
    }

    /** Start of the bucket it belongs to. */
    public long bucket() {
      return Grid.floor(second, Grid.BUCKET);
    }
  }

  /**
   * It does not count.
   *
   * @param reason why
   */
  public record Dropped(Reason reason) implements Decision {}

  /** Why a result does not count. */
  public enum Reason {
    /** The region's own connection was in doubt. */
    CONTROL_NOT_OK,
    /** The prober could not tell: missing data, neither good nor bad. */
    UNKNOWN_VERDICT,
    /** Removed from time: maintenance makes the denominator smaller. */
    MAINTENANCE,
    /** Older than the ids that are remembered. */
    TOO_LATE,
    /** Meant for a time that has not come: a clock is wrong. */
    FROM_THE_FUTURE;

    /** The metric label. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
