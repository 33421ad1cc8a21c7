package dev.tocsin.logs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenKeysTest {

  private final MutableClock clock = new MutableClock(Taken.NOW);
  private final SeenKeys seen = new SeenKeys(2000, Duration.ofMinutes(20), clock);

  @Test
  void remembersHalfOfItsCapacityAndForgetsWhatIsOlder() {
    for (long key = 1; key <= 5000; key++) {
      assertThat(seen.contains(key)).as("key %d", key).isFalse();
      seen.add(key);
      assertThat(seen.contains(Math.max(1, key - 999))).as("key %d", key - 999).isTrue();
    }
    assertThat(seen.contains(1)).isFalse();
    assertThat(seen.contains(2500)).isFalse();
  }

  @Test
  void forgetsWithTime() {
    seen.add(7);
    clock.advance(Duration.ofMinutes(9));
    assertThat(seen.contains(7)).isTrue();
    clock.advance(Duration.ofMinutes(9));
    assertThat(seen.contains(7)).isTrue();
    clock.advance(Duration.ofMinutes(11));
    assertThat(seen.contains(7)).isFalse();
    seen.add(8);
    clock.advance(Duration.ofDays(1));
    assertThat(seen.contains(8)).isFalse();
  }

  @Test
  void partsOfAKeyDoNotRunTogether() {
    byte[] a = {'a'};
    byte[] ab = {'a', 'b'};
    byte[] b = {'b'};
    byte[] none = {};
    assertThat(SeenKeys.hash(1, a, b)).isNotEqualTo(SeenKeys.hash(1, ab, none));
    assertThat(SeenKeys.hash(1, a))
        .isNotEqualTo(SeenKeys.hash(2, a))
        .isEqualTo(SeenKeys.hash(1, a));
  }
}
