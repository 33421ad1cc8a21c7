package dev.tocsin.prober.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.prober.verdict.Status;
import dev.tocsin.prober.verdict.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UptimeTest {
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(24));

  @Test
  void nothing_measured_is_missing_and_not_zero() {
    var uptime = Uptime.of(List.of(), FROM, TO);

    assertThat(uptime.ratio()).isNull();
    assertThat(uptime.coverage()).isZero();
  }

  @Test
  void a_state_from_before_the_span_counts_from_its_beginning() {
    var uptime = Uptime.of(history(-60, Status.UP), FROM, TO);

    assertThat(uptime.ratio()).isEqualTo(1.0);
    assertThat(uptime.coverage()).isEqualTo(1.0);
  }

  @Test
  void confirmed_downtime_counts_from_its_first_failure_to_its_first_good() {
    var uptime =
        Uptime.of(
            history(
                -60,
                Status.UP,
                60,
                Status.UNCONFIRMED,
                60,
                Status.DOWN,
                90,
                Status.RECOVERING,
                90,
                Status.UP),
            FROM,
            TO);

    assertThat(uptime.down()).isEqualTo(Duration.ofMinutes(30));
    assertThat(uptime.ratio()).isCloseTo(1 - 30.0 / 1440, within(1e-9));
  }

  @Test
  void an_unconfirmed_failure_is_no_downtime() {
    var uptime = Uptime.of(history(0, Status.UP, 60, Status.UNCONFIRMED, 61, Status.UP), FROM, TO);

    assertThat(uptime.ratio()).isEqualTo(1.0);
  }

  @Test
  void unknown_and_paused_time_lowers_coverage_and_not_uptime() {
    var uptime =
        Uptime.of(history(0, Status.UP, 360, Status.UNKNOWN, 720, Status.PAUSED), FROM, TO);

    assertThat(uptime.ratio()).isEqualTo(1.0);
    assertThat(uptime.coverage()).isEqualTo(0.25);
  }

  @Test
  void a_downtime_that_still_lasts_counts_until_now() {
    var uptime = Uptime.of(history(0, Status.UP, 1430, Status.DOWN), FROM, TO);

    assertThat(uptime.down()).isEqualTo(Duration.ofMinutes(10));
  }

  private static List<Transition> history(Object... minutesAndStatuses) {
    var history = new ArrayList<Transition>();
    Status before = Status.UNKNOWN;
    for (int i = 0; i < minutesAndStatuses.length; i += 2) {
      var at = FROM.plus(Duration.ofMinutes((Integer) minutesAndStatuses[i]));
      var to = (Status) minutesAndStatuses[i + 1];
      history.add(new Transition(before, to, at, "test"));
      before = to;
    }
    return history;
  }
}
