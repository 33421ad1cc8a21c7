package dev.tocsin.incident.incident;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one dedup key has said within an incident.
 *
 * @param id of this row
 * @param incidentId the incident
 * @param dedupKey same key, same alert
 * @param source the sender
 * @param status firing or resolved
 * @param severity the latest
 * @param title the latest
 * @param description the latest
 * @param labels the latest
 * @param links the latest
 * @param count how often it fired
 * @param firstAt first change, as the sender says
 * @param lastAt latest change, as the sender says
 */
public record IncidentAlert(
    UUID id,
    UUID incidentId,
    String dedupKey,
    String source,
    Alert.Status status,
    Severity severity,
    String title,
    @Nullable String description,
    Map<String, String> labels,
    List<Alert.Link> links,
    int count,
    Instant firstAt,
    Instant lastAt) {}
