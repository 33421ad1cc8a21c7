package dev.tocsin.incident.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who is on call, computed from data and a time alone. */
public final class OnCall {

  /** The most shifts that one answer holds. */
  public static final int MAX_SHIFTS = 2_000;

  private OnCall() {}

  /** The shift that {@code at} lies in, whole: from its hand-over to the next one. */
  public static Shift at(Schedule schedule, Instant at) {
    ScheduleVersion version = schedule.inForce(at);
    Shift turn = turn(version, version.rotation().turnAt(at));
    Instant start = later(turn.start(), begin(schedule, version));
    Instant end = earlier(turn.end(), end(schedule, version));
    Shift before = start.isAfter(turn.start()) ? atBoundary(schedule, start) : null;
    boolean unchanged = before != null && Objects.equals(before.person(), turn.person());
    return new Shift(turn.person(), unchanged ? turn.start() : start, end);
  }

  /**
   * The shifts of {@code [from, to)} in order, without holes: gaps are shifts of nobody. Shifts are
   * cut at the edges of the range and joined where a new version changed nothing.
   */
  public static List<Shift> shifts(Schedule schedule, Instant from, Instant to) {
    var shifts = new ArrayList<Shift>();
    Instant at = from;
    while (at.isBefore(to) && shifts.size() < MAX_SHIFTS) {
      ScheduleVersion version = schedule.inForce(at);
      long number = version.rotation().turnAt(at);
      Shift turn = turn(version, number);
      Instant end = earlier(earlier(turn.end(), end(schedule, version)), to);
      Shift last = shifts.isEmpty() ? null : shifts.getLast();
      boolean handOver = at.equals(turn.start());
      if (last != null
          && Objects.equals(last.person(), turn.person())
          && (!handOver || turn.person() == null)) {
        shifts.set(shifts.size() - 1, new Shift(turn.person(), last.start(), end));
      } else {
        shifts.add(new Shift(turn.person(), at, end));
      }
      at = end;
    }
    return shifts;
  }

  private static Shift turn(ScheduleVersion version, long number) {
    Rotation rotation = version.rotation();
    return number < 0
        ? new Shift(null, Instant.MIN, rotation.boundary(0))
        : new Shift(
            version.participantOf(number),
            rotation.boundary(number),
            rotation.boundary(number + 1));
  }

  private static Shift atBoundary(Schedule schedule, Instant start) {
    Instant justBefore = start.minusNanos(1);
    ScheduleVersion version = schedule.inForce(justBefore);
    return turn(version, version.rotation().turnAt(justBefore));
  }

  /** When the version began to rule; the first one also rules the time before it was made. */
  private static Instant begin(Schedule schedule, ScheduleVersion version) {
    return version.equals(schedule.versions().getFirst()) ? Instant.MIN : version.effectiveFrom();
  }

  private static Instant end(Schedule schedule, ScheduleVersion version) {
    int next = schedule.versions().indexOf(version) + 1;
    return next < schedule.versions().size()
        ? schedule.versions().get(next).effectiveFrom()
        : Instant.MAX;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
