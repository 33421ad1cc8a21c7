package dev.tocsin.prober.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.events.CloudEvent;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Topics;
import dev.tocsin.outbox.OutboxMessage;
import dev.tocsin.prober.check.Phases;
import dev.tocsin.prober.monitor.Monitor;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns stored results into messages for {@code tocsin.probe-results.v1}. */
@ApplicationScoped
public class ResultPublisher {
  private static final String CHANNEL = "kafka:" + Topics.PROBE_RESULTS;

  private final ObjectMapper json;

  ResultPublisher(ObjectMapper json) {
    this.json = json;
  }

  /** The message about one result of {@code monitor}, keyed by the monitor. */
  public OutboxMessage message(Monitor monitor, ProbeRecord record) {
    Phases phases = record.result().phases();
    ProbeResult event =
        new ProbeResult(
            record.eventId().toString(),
            record.monitorId(),
            monitor.settings().name(),
            monitor.settings().service(),
            record.region(),
            record.agent(),
            record.intended(),
            record.start(),
            new ProbeResult.Phases(
                phases.dns(),
                phases.connect(),
                phases.tls(),
                phases.send(),
                phases.await(),
                phases.transfer()),
            switch (record.result().verdict()) {
              case GOOD -> ProbeResult.Verdict.GOOD;
              case BAD -> ProbeResult.Verdict.BAD;
              case UNKNOWN -> ProbeResult.Verdict.UNKNOWN;
            },
            record.result().errorClass(),
            record.result().httpStatus(),
            record.lagNs(),
            record.maintenance(),
            record.controlOk());
    CloudEvent headers =
        new CloudEvent(
            event.eventId(),
            "uptime-prober",
            "tocsin.probe-result",
            record.intended(),
            monitor.id());
    try {
      return new OutboxMessage(
          CHANNEL, monitor.id(), headers.toHeaders(), json.writeValueAsString(event));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a probe result cannot be written as JSON", e);
    }
  }
}
