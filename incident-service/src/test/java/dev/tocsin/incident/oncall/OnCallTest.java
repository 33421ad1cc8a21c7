package dev.tocsin.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is on call, from data and a time alone. */
class OnCallTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final Rotation WEEKLY =
      new Rotation(
          ZoneId.of("Europe/Berlin"),
          LocalDateTime.parse("2026-11-02T09:00"),
          1,
          Rotation.Unit.WEEK);
  private static final Instant MADE = Instant.parse("2026-10-01T00:00:00Z");

  @Test
  void theNewPersonHasItAtTheVeryInstantOfTheHandOver() {
    var schedule = schedule(List.of(A, B));
    Instant handOver = Instant.parse("2026-11-09T08:00:00Z");
    assertThat(OnCall.at(schedule, handOver.minusNanos(1)).person()).isEqualTo(A);
    assertThat(OnCall.at(schedule, handOver))
        .isEqualTo(new Shift(B, handOver, handOver.plus(Duration.ofDays(7))));
  }

  @Test
  void nobodyIsOnCallBeforeTheAnchorOrInAnEmptyList() {
    assertThat(OnCall.at(schedule(List.of(A)), MADE).person()).isNull();
    assertThat(OnCall.at(schedule(List.of()), Instant.parse("2026-12-01T00:00:00Z")).person())
        .isNull();
  }

  @Test
  void removingThePersonInTurnPassesTheTurnOnAtOnceUntilTheSameHandOver() {
    var first = new ScheduleVersion(1, MADE, WEEKLY, List.of(A, B, C), 0);
    Instant wednesday = Instant.parse("2026-11-04T12:00:00Z");
    var schedule = new Schedule("s", List.of(first, first.next(wednesday, WEEKLY, List.of(B, C))));

    var shifts =
        OnCall.shifts(
            schedule, Instant.parse("2026-11-02T08:00:00Z"), Instant.parse("2026-11-30T08:00:00Z"));
    assertThat(shifts.stream().map(Shift::person)).containsExactly(A, B, C, B, C);
    assertThat(shifts.get(0).end()).isEqualTo(wednesday);
    assertThat(shifts.get(1).end()).isEqualTo("2026-11-09T08:00:00Z");
  }

  @Test
  void removingAnEarlierMemberKeepsThePersonInTurn() {
    var first = new ScheduleVersion(1, MADE, WEEKLY, List.of(A, B, C), 0);
    Instant secondWeek = Instant.parse("2026-11-11T12:00:00Z");
    var schedule = new Schedule("s", List.of(first, first.next(secondWeek, WEEKLY, List.of(B, C))));

    assertThat(OnCall.at(schedule, secondWeek).person()).isEqualTo(B);
    assertThat(OnCall.at(schedule, secondWeek).start())
        .as("the shift goes on as if nothing had happened")
        .isEqualTo("2026-11-09T08:00:00Z");
    assertThat(OnCall.at(schedule, Instant.parse("2026-11-16T08:00:00Z")).person()).isEqualTo(C);
    assertThat(OnCall.at(schedule, secondWeek.minusNanos(1)).person())
        .as("the past stays as it was")
        .isEqualTo(B);
  }

  @Test
  void aRangeHasNoHolesAndSaysWhereNobodyIs() {
    var shifts =
        OnCall.shifts(
            schedule(List.of(A, B)),
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-10T00:00:00Z"));
    assertThat(shifts.getFirst().person()).isNull();
    assertThat(shifts.getFirst().end()).isEqualTo("2026-11-02T08:00:00Z");
    for (int i = 1; i < shifts.size(); i++) {
      assertThat(shifts.get(i).start()).isEqualTo(shifts.get(i - 1).end());
    }
    assertThat(shifts.getLast().end()).isEqualTo("2026-11-10T00:00:00Z");
  }

  @Test
  void shiftsAgreeWithAskingEveryMinute() {
    var schedule = schedule(List.of(A, B, C));
    Instant from = Instant.parse("2026-11-01T00:00:00Z");
    Instant to = from.plus(Duration.ofDays(40));
    var shifts = OnCall.shifts(schedule, from, to);
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      Instant minute = at;
      var shift =
          shifts.stream()
              .filter(s -> !s.start().isAfter(minute) && s.end().isAfter(minute))
              .findFirst()
              .orElseThrow();
      assertThat(shift.person()).isEqualTo(OnCall.at(schedule, minute).person());
    }
  }

  private static Schedule schedule(List<UUID> participants) {
    return new Schedule("s", List.of(new ScheduleVersion(1, MADE, WEEKLY, participants, 0)));
  }
}
