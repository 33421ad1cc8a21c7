package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The hand-overs of a rotation. Hand-over k is the anchor plus k periods in local calendar units,
 * always counted from the anchor, so that months do not drift and the wall clock is kept.
 *
 * @param zone the zone that the anchor is read in
 * @param anchor local time of hand-over 0; nobody is on call before it
 * @param count how many units make a period; at least 1
 * @param unit the unit of the period
 */
public record Rotation(ZoneId zone, LocalDateTime anchor, int count, Unit unit) {

  /** Names the rule that a rotation breaks. */
  public Rotation {
    if (count < 1) {
      throw new IllegalArgumentException("count of a rotation must be at least 1");
    }
  }

  /** Units of a period. */
  public enum Unit {
    /** Wall-clock hours. */
    HOUR(ChronoUnit.HOURS),
    /** Calendar days. */
    DAY(ChronoUnit.DAYS),
    /** Calendar weeks. */
    WEEK(ChronoUnit.WEEKS),
    /** Calendar months; a day that a month lacks becomes its last day. */
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit chrono;

    Unit(ChronoUnit chrono) {
      this.chrono = chrono;
    }
  }

  /** The instant of hand-over {@code turn}. */
  public Instant boundary(long turn) {
    return LocalTimes.resolve(anchor.plus(turn * count, unit.chrono), zone, LocalTimes.Edge.START);
  }

  /** The turn that {@code at} lies in; negative before the anchor. */
  public long turnAt(Instant at) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    long turn = Math.floorDiv(unit.chrono.between(anchor, local), count);
    while (boundary(turn).isAfter(at)) {
      turn--;
    }
    while (!boundary(turn + 1).isAfter(at)) {
      turn++;
    }
    return turn;
  }
}
