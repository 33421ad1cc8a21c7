package dev.tocsin.incident.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Hand-overs across clock changes and short months. */
class RotationTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void theWeekInWhichClocksGoForwardHas167Hours() {
    var weekly = rotation("2026-03-02T09:00", Rotation.Unit.WEEK);
    long turn = weekly.turnAt(Instant.parse("2026-03-25T12:00:00Z"));
    assertShift(weekly, turn, "2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z", 167);
  }

  @Test
  void theWeekInWhichClocksGoBackHas169Hours() {
    var weekly = rotation("2026-03-02T09:00", Rotation.Unit.WEEK);
    long turn = weekly.turnAt(Instant.parse("2026-10-21T12:00:00Z"));
    assertShift(weekly, turn, "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z", 169);
  }

  @Test
  void aHandOverInsideTheGapIsTheFirstInstantAfterIt() {
    var daily = rotation("2026-03-28T02:30", Rotation.Unit.DAY);
    assertThat(LongStream.range(0, 3).mapToObj(daily::boundary))
        .containsExactly(
            Instant.parse("2026-03-28T01:30:00Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-03-30T00:30:00Z"));
    assertThat(Duration.between(daily.boundary(0), daily.boundary(1)))
        .isEqualTo(Duration.ofMinutes(23 * 60 + 30));
  }

  @Test
  void aHandOverThatOccursTwiceIsTheFirstOfTheTwo() {
    var daily = rotation("2026-10-24T02:30", Rotation.Unit.DAY);
    assertThat(LongStream.range(0, 3).mapToObj(daily::boundary))
        .containsExactly(
            Instant.parse("2026-10-24T00:30:00Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void theEndOfAWindowThatOccursTwiceIsTheLastOfTheTwo() {
    var twice = LocalDateTime.parse("2026-10-25T02:00");
    assertThat(LocalTimes.resolve(twice, BERLIN, LocalTimes.Edge.START))
        .isEqualTo("2026-10-25T00:00:00Z");
    assertThat(LocalTimes.resolve(twice, BERLIN, LocalTimes.Edge.END))
        .isEqualTo("2026-10-25T01:00:00Z");
  }

  @Test
  void monthsAreCountedFromTheAnchorAndDoNotDrift() {
    var monthly = rotation("2026-01-31T09:00", Rotation.Unit.MONTH);
    assertThat(
            LongStream.range(0, 4)
                .mapToObj(monthly::boundary)
                .map(i -> LocalDateTime.ofInstant(i, BERLIN).toString()))
        .containsExactly(
            "2026-01-31T09:00", "2026-02-28T09:00", "2026-03-31T09:00", "2026-04-30T09:00");
    assertThat(monthly.turnAt(monthly.boundary(1))).isEqualTo(1);
    assertThat(monthly.turnAt(monthly.boundary(2).minusNanos(1))).isEqualTo(1);
  }

  @Test
  void aTurnBeginsExactlyAtItsHandOver() {
    var weekly = rotation("2026-03-02T09:00", Rotation.Unit.WEEK);
    for (long turn = -3; turn < 200; turn++) {
      assertThat(weekly.turnAt(weekly.boundary(turn))).isEqualTo(turn);
      assertThat(weekly.turnAt(weekly.boundary(turn).minusNanos(1))).isEqualTo(turn - 1);
    }
  }

  private static Rotation rotation(String anchor, Rotation.Unit unit) {
    return new Rotation(BERLIN, LocalDateTime.parse(anchor), 1, unit);
  }

  private static void assertShift(
      Rotation rotation, long turn, String start, String end, int hours) {
    assertThat(rotation.boundary(turn)).isEqualTo(start);
    assertThat(rotation.boundary(turn + 1)).isEqualTo(end);
    assertThat(Duration.between(rotation.boundary(turn), rotation.boundary(turn + 1)))
        .isEqualTo(Duration.ofHours(hours));
  }
}
