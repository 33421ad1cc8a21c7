package dev.tocsin.slo.indicator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.outbox.OutboxMessage;
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
 * Counts probe results, a batch per transaction. Offsets are committed after the transaction; a
 * redelivered batch finds its event ids remembered and adds nothing.
 *
 * <p>received = counted + duplicate + dropped by reason + dead letters, as the counter {@code
 * tocsin.slo.results} by outcome.
 */
@ApplicationScoped
public class ProbeResultConsumer {

  private final IntakeStore store;
  private final Duration horizon;
  private final ProbeResultReader reader;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Patience patience = new Patience("probe results");

  ProbeResultConsumer(
      IntakeStore store,
      IndicatorConfig config,
      ObjectMapper json,
      Clock clock,
      MeterRegistry metrics) {
    this.store = store;
    this.horizon = Duration.ofDays(config.eventDays());
    this.reader = new ProbeResultReader(json);
    this.clock = clock;
    this.metrics = metrics;
  }

  void stop(@Observes ShutdownEvent event) {
    patience.end();
  }

  /** Takes a batch; returns only when its effect is committed. */
  @Incoming("probe-results")
  @Blocking
  public void consume(ConsumerRecords<String, String> records) {
    patience.take(records, this::count, this::refuse);
  }

  private void refuse(List<ConsumerRecord<String, String>> records) throws SQLException {
    store.refuse(records);
    metric("dead_letter", records.size());
  }

  private void count(List<ConsumerRecord<String, String>> batch) throws SQLException {
    var dropped = new ArrayList<Intake.Reason>();
    var counted = new ArrayList<Intake.Counted>();
    var dead = new ArrayList<OutboxMessage>();
    for (var record : batch) {
      ProbeResult result = reader.read(record.value());
      if (result == null) {
        dead.add(DeadLetterPublisher.of(record, "malformed"));
        continue;
      }
      switch (Intake.decide(result, clock.instant(), horizon)) {
        case Intake.Counted one -> counted.add(one);
        case Intake.Dropped why -> dropped.add(why.reason());
      }
    }
    int fresh = store.commit(counted, dead);
    dropped.forEach(reason -> metric(reason.label(), 1));
    metric("counted", fresh);
    metric("duplicate", counted.size() - fresh);
    metric("dead_letter", dead.size());
  }

  private void metric(String outcome, int by) {
    metrics.counter("tocsin.slo.results", "outcome", outcome).increment(by);
  }
}
