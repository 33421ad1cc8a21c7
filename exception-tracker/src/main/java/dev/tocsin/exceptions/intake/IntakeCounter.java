package dev.tocsin.exceptions.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Set;

/** Counts what came in. Identity: received items = stored + ignored + refused. */
final class IntakeCounter {

  private static final Set<String> TYPES =
      Set.of(
          "event",
          "client_report",
          "attachment",
          "session",
          "sessions",
          "feedback",
          "user_report",
          "log",
          "check_in",
          "transaction",
          "span",
          "profile",
          "profile_chunk",
          "replay_event",
          "replay_recording",
          "replay_video",
          "statsd",
          "metric_buckets",
          "trace_metric",
          "raw_security",
          "form_data",
          "otel_log");
  private static final Set<String> LOSSES =
      Set.of(
          "queue_overflow",
          "cache_overflow",
          "ratelimit_backoff",
          "network_error",
          "sample_rate",
          "before_send",
          "event_processor",
          "send_error",
          "internal_sdk_error",
          "insufficient_data",
          "backpressure");

  private final MeterRegistry meters;

  IntakeCounter(MeterRegistry meters) {
    this.meters = meters;
  }

  void stored() {
    item("event", "stored");
  }

  void ignored(String type) {
    item(TYPES.contains(type) ? type : "unknown", "ignored");
  }

  void refused(Refusal.Reason reason) {
    item("event", "refused");
    meters
        .counter("tocsin_intake_refused", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** What SDKs say that they threw away before it reached us. */
  void lostAtClient(JsonNode report) {
    for (var loss : report.path("discarded_events")) {
      var quantity = loss.path("quantity").asLong(0);
      if (quantity > 0 && quantity < 1_000_000_000) {
        var reason = loss.path("reason").asText("");
        meters
            .counter(
                "tocsin_intake_lost_at_client",
                "reason",
                LOSSES.contains(reason) ? reason : "other",
                "category",
                loss.path("category").asText("").equals("error") ? "error" : "other")
            .increment(quantity);
      }
    }
  }

  private void item(String type, String outcome) {
    meters.counter("tocsin_intake_items", "type", type, "outcome", outcome).increment();
  }
}
