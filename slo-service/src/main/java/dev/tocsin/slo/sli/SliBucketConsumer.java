package dev.tocsin.slo.sli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.slo.indicator.DeadLetterPublisher;
import dev.tocsin.slo.indicator.IndicatorConfig;
import dev.tocsin.slo.indicator.Intake;
import dev.tocsin.slo.indicator.IntakeStore;
import dev.tocsin.slo.indicator.Patience;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Adds the counts of others, a batch per transaction. A redelivered event finds its id remembered
 * and adds nothing.
 *
 * <p>received buckets = counted + duplicate + dropped, and broken events become dead letters, as
 * the counter {@code tocsin.slo.buckets} by outcome.
 */
@ApplicationScoped
public class SliBucketConsumer {

  private final IntakeStore store;
  private final SliIntake intake;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Patience patience = new Patience("SLI buckets");

  SliBucketConsumer(
      IntakeStore store,
      IndicatorConfig config,
      ObjectMapper json,
      Clock clock,
      MeterRegistry metrics) {
    this.store = store;
    this.intake =
        new SliIntake(
            json, Duration.ofDays(config.eventDays()), Duration.ofDays(config.rollupDays()));
    this.clock = clock;
    this.metrics = metrics;
  }

  void stop(@Observes ShutdownEvent event) {
    patience.end();
  }

  /** Takes a batch; returns only when its effect is committed. */
  @Incoming("sli-buckets")
  @Blocking
  public void consume(ConsumerRecords<String, String> records) {
    patience.take(records, this::count, this::refuse);
  }

  private void refuse(List<ConsumerRecord<String, String>> records) throws SQLException {
    store.refuse(records);
    metric("dead_letter", records.size());
  }

  private void count(List<ConsumerRecord<String, String>> batch) throws SQLException {
    var counted = new ArrayList<Intake.Counted>();
    var dead = new ArrayList<OutboxMessage>();
    int dropped = 0;
    for (var record : batch) {
      var decision = intake.decide(record.value(), clock.instant());
      if (decision.broken() != null) {
        dead.add(DeadLetterPublisher.of(record, decision.broken()));
      }
      counted.addAll(decision.counted());
      dropped += decision.dropped();
    }
    int fresh = store.commit(counted, dead);
    metric("counted", fresh);
    metric("duplicate", counted.size() - fresh);
    metric("dropped", dropped);
    metric("dead_letter", dead.size());
  }

  private void metric(String outcome, int by) {
    metrics.counter("tocsin.slo.buckets", "outcome", outcome).increment(by);
  }
}
