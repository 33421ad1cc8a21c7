package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Every local time becomes an instant here. A time inside a gap (clocks go forward) is the first
 * instant after the gap; a time that occurs twice (clocks go back) is the first of the two for a
 * start and the last for an end.
 */
public final class LocalTimes {

  private LocalTimes() {}

  /** Which end of an interval a local time stands for. */
  public enum Edge {
    /** Hand-over or start of a window. */
    START,
    /** End of a window. */
    END
  }

  /** The instant of {@code local} in {@code zone}. */
  public static Instant resolve(LocalDateTime local, ZoneId zone, Edge edge) {
    var rules = zone.getRules();
    var offsets = rules.getValidOffsets(local);
    return switch (offsets.size()) {
      case 1 -> local.toInstant(offsets.getFirst());
      case 0 -> rules.getTransition(local).getInstant();
      default -> local.toInstant(edge == Edge.START ? offsets.getFirst() : offsets.getLast());
    };
  }
}
