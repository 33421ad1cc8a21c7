package dev.tocsin.incident.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.incident.oncall.Person;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What follows an attempt that did not succeed. */
class SuccessionTest {

  @Test
  void theOtherChannelFollowsAtOnceAndTheSameOneLater() {
    var next =
        Succession.after(
            Channel.EMAIL, 1, EnumSet.of(Channel.EMAIL), person("https://example.com/hook"), 0);
    assertThat(next)
        .containsExactly(
            new Succession.Next(Channel.WEBHOOK, 1, Duration.ZERO),
            new Succession.Next(Channel.EMAIL, 2, Duration.ofSeconds(2)));
  }

  @Test
  void theOtherChannelIsStartedOnce() {
    var next =
        Succession.after(
            Channel.EMAIL, 2, EnumSet.allOf(Channel.class), person("https://example.com/hook"), 0);
    assertThat(next).containsExactly(new Succession.Next(Channel.EMAIL, 3, Duration.ofSeconds(4)));
  }

  @Test
  void thereIsAlwaysASuccessorAndItsDelayIsBounded() {
    for (int attempt = 1; attempt < 500; attempt++) {
      var next =
          Succession.after(
              Channel.EMAIL, attempt, EnumSet.of(Channel.EMAIL), person(null), -7L * attempt);
      assertThat(next).hasSize(1);
      assertThat(next.getFirst().delay()).isBetween(Duration.ofSeconds(2), Duration.ofMinutes(6));
    }
  }

  private static Person person(@Nullable String webhook) {
    return new Person(UUID.randomUUID(), "Anna", "anna@example.com", webhook, false);
  }
}
