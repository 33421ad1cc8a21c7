package dev.tocsin.logs.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.problem.ProblemException;
import dev.tocsin.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestLimitsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T23:00:00Z"));

  @Test
  void aKeyThatIsTooFastWaitsAsLongAsItIsTold() {
    var limits = limits(1000L, 5000L, null);
    limits.admit(1, "a", 5000);

    refused(() -> limits.admit(1, "a", 2500), Duration.ofSeconds(3));
    limits.admit(1, "b", 5000);

    clock.advance(Duration.ofMillis(2499));
    refused(() -> limits.admit(1, "a", 2500), Duration.ofSeconds(1));
    clock.advance(Duration.ofMillis(1));
    limits.admit(1, "a", 2500);
  }

  @Test
  void whatIsLargerThanTheBurstPassesAfterQuietAndIsPaidOffAfterwards() {
    var limits = limits(1000L, 5000L, null);
    limits.admit(1, "a", 8000);

    refused(() -> limits.admit(1, "a", 1), Duration.ofSeconds(4));
    clock.advance(Duration.ofSeconds(4));
    limits.admit(1, "a", 1);
  }

  @Test
  void bytesThatComeOutOfCompressionAreOwed() {
    var limits = limits(1000L, 5000L, null);
    var meter = limits.admit(1, "a", 500);
    assertThat(meter.charge(20_500)).isTrue();

    refused(() -> limits.admit(1, "a", 1), Duration.ofSeconds(16));
  }

  @Test
  void aBodyOfUnknownSizeIsStoppedWhenTheBucketIsEmpty() {
    var limits = limits(1000L, 5000L, null);
    var meter = limits.admit(1, "a", 0);
    assertThat(meter.charge(5000)).isTrue();
    assertThat(meter.charge(5001)).isFalse();
    assertThat(meter.refusal().problem().status()).isEqualTo(429);
  }

  @Test
  void theDayHasAnEndForAllReplicasTogether() {
    var limits = limits(null, null, 10_000L);
    limits.admit(1, "a", 4000);
    assertThat(limits.drain()).isEqualTo(Map.of(1L, Map.of(TODAY, 4000L)));
    limits.flushed(1, TODAY, 4000, 9000);
    limits.admit(1, "b", 1000);

    refused(() -> limits.admit(1, "a", 1), Duration.ofHours(1));
    limits.admit(2, "a", 9000);
    clock.advance(Duration.ofHours(1));
    limits.admit(1, "a", 1);
  }

  @Test
  void changedLimitsHoldAtOnce() {
    var limits = limits(1000L, 1000L, null);
    limits.admit(1, "a", 1000);
    limits.replace(Map.of(1L, new Limit(null, null, null)));
    limits.admit(1, "a", 1_000_000_000);

    limits.replace(Map.of());
    limits.admit(1, "a", 1000);
    refused(() -> limits.admit(1, "a", 1000), Duration.ofSeconds(1));
  }

  private IngestLimits limits(
      @Nullable Long perSecond, @Nullable Long burst, @Nullable Long perDay) {
    return new IngestLimits(new Limit(perSecond, burst, perDay), clock);
  }

  private static void refused(ThrowingCallable call, Duration wait) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(429);
              assertThat(e.retryAfter()).isEqualTo(wait);
            });
  }
}
