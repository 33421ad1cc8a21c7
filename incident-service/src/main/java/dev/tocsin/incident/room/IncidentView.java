package dev.tocsin.incident.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import dev.tocsin.incident.escalation.Pager;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentAlert;
import dev.tocsin.incident.incident.IncidentState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the API shows it.
 *
 * @param state triggered, acknowledged or resolved
 * @param flag what went wrong with waking people; null when nothing did
 * @param nextEscalation what comes next when nobody answers; null when nothing does
 * @param postmortemId null while there is none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record IncidentView(
    String id,
    long number,
    String title,
    @Nullable String service,
    Severity severity,
    String state,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable String flag,
    List<AlertView> alerts,
    Pager.@Nullable Outlook nextEscalation,
    @Nullable String postmortemId) {

  /** One alert of an incident. */
  public record AlertView(
      String dedupKey,
      String source,
      Alert.Status status,
      Severity severity,
      String title,
      @Nullable String description,
      int count,
      Instant firstAt,
      Instant lastAt,
      List<Alert.Link> links) {

    static AlertView of(IncidentAlert alert) {
      return new AlertView(
          alert.dedupKey(),
          alert.source(),
          alert.status(),
          alert.severity(),
          alert.title(),
          alert.description(),
          alert.count(),
          alert.firstAt(),
          alert.lastAt(),
          alert.links());
    }
  }

  static IncidentView of(
      Incident incident,
      List<IncidentAlert> alerts,
      Pager.@Nullable Outlook outlook,
      @Nullable String postmortemId) {
    var resolved = incident.state() instanceof IncidentState.Resolved over ? over : null;
    var taken =
        switch (incident.state()) {
          case IncidentState.Triggered _ -> null;
          case IncidentState.Acknowledged now -> now;
          case IncidentState.Resolved over -> over.before();
        };
    return new IncidentView(
        incident.id().toString(),
        incident.number(),
        incident.title(),
        incident.service(),
        incident.severity(),
        incident.state().word(),
        incident.openedAt(),
        taken == null ? null : taken.at(),
        taken == null ? null : taken.by(),
        resolved == null ? null : resolved.at(),
        resolved == null ? null : resolved.by(),
        incident.flag(),
        alerts.stream().map(AlertView::of).toList(),
        outlook,
        postmortemId);
  }
}
