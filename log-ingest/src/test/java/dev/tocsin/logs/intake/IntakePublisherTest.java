package dev.tocsin.logs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.logs.deadletter.DeadLetterPublisher;
import dev.tocsin.logs.redaction.Redactions;
import dev.tocsin.logs.stream.LogPublisher;
import dev.tocsin.logs.stream.StreamConfig;
import dev.tocsin.problem.ProblemException;
import dev.tocsin.testkit.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakePublisherTest {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Redactions redactions = new Redactions(metrics);
  private final LogPublisher nobody = new LogPublisher(new NobodyThere());
  private final IntakePublisher intake =
      new IntakePublisher(
          nobody,
          new DeadLetterPublisher(nobody, redactions),
          redactions,
          metrics,
          new MutableClock(Taken.NOW),
          new Limits());

  @Test
  void withoutKafkaTheClientIsToldWhenToTryAgain() {
    IntakeRequest request = intake.begin(1, "test");
    for (int i = 0; i < 3; i++) {
      request.use(request.originOfService("s" + i));
      request.draft().body("hi");
      assertThat(request.add()).isNull();
    }
    assertThatThrownBy(() -> intake.publish(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(503);
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(5));
            });
    assertThat(metrics.counter("tocsin.logs.published", "protocol", "test").count()).isZero();
  }

  @Test
  void aRequestWithoutRecordsNeedsNoKafka() {
    assertThat(intake.publish(intake.begin(1, "test")).accepted()).isZero();
  }

  private static final class NobodyThere implements StreamConfig {

    @Override
    public String bootstrap() {
      return "127.0.0.1:1";
    }

    @Override
    public Duration maxBlock() {
      return Duration.ofMillis(100);
    }

    @Override
    public Duration deliveryTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String compression() {
      return "lz4";
    }
  }

  private static final class Limits implements IntakeConfig {

    @Override
    public MemorySize maxBody() {
      return new MemorySize(BigInteger.valueOf(1 << 20));
    }

    @Override
    public Duration maxBodyTime() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Optional<MemorySize> memoryBudget() {
      return Optional.empty();
    }

    @Override
    public MemorySize maxRecord() {
      return new MemorySize(BigInteger.valueOf(1 << 18));
    }

    @Override
    public Duration maxAge() {
      return Duration.ofDays(14);
    }

    @Override
    public Duration maxAhead() {
      return Duration.ofDays(1);
    }
  }
}
