package dev.tocsin.logs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.problem.ProblemException;
import dev.tocsin.testkit.MutableClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedRequestsTest {

  private final MutableClock clock = new MutableClock(Taken.NOW);
  private final RepeatedRequests requests = new RepeatedRequests(clock);
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void aRepeatGetsTheFirstAnswerForTenMinutes() {
    assertThat(ask(1, "a")).isEqualTo(1);
    clock.advance(Duration.ofMinutes(9));
    assertThat(ask(1, "a")).isEqualTo(1);
    assertThat(ask(1, "b")).isEqualTo(2);
    assertThat(ask(2, "a")).isEqualTo(3);
    clock.advance(Duration.ofMinutes(2));
    assertThat(ask(1, "a")).isEqualTo(4);
  }

  @Test
  void withoutAKeyEverythingRuns() {
    assertThat(requests.once(Integer.class, 1, null, runs::incrementAndGet)).isEqualTo(1);
    assertThat(requests.once(Integer.class, 1, null, runs::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void whatFailedMayBeTriedAgain() {
    assertThatThrownBy(
            () ->
                requests.once(
                    Integer.class,
                    1,
                    "a",
                    () -> {
                      throw new IllegalStateException("away");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ask(1, "a")).isEqualTo(1);
  }

  @Test
  void aRepeatWaitsForTheFirst() throws Exception {
    var began = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () ->
                  requests.once(
                      Integer.class,
                      1,
                      "a",
                      () -> {
                        began.countDown();
                        try {
                          go.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        return runs.incrementAndGet();
                      }));
      began.await();
      var second = threads.submit(() -> ask(1, "a"));
      go.countDown();
      assertThat(second.get()).isEqualTo(1);
      assertThat(first.get()).isEqualTo(1);
    }
  }

  @Test
  void theOldestKeysAreForgottenWhenThereAreTooMany() {
    for (int i = 0; i <= RepeatedRequests.PER_PROJECT; i++) {
      ask(1, "k" + i);
    }
    int before = runs.get();
    ask(1, "k1");
    assertThat(runs).hasValue(before);
    ask(1, "k0");
    assertThat(runs).hasValue(before + 1);
  }

  @Test
  void unusableKeysAreNamed() {
    for (String key : new String[] {"", "a b", "x".repeat(256), "ä"}) {
      assertThatThrownBy(() -> ask(1, key))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
    }
  }

  private int ask(long project, String key) {
    return requests.once(Integer.class, project, key, runs::incrementAndGet);
  }
}
