package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an incident.
 *
 * @param eventId unique per event
 * @param incidentId the incident's id
 * @param number its number, as people say it
 * @param kind opened, alert_attached, paged, acknowledged, resolved, reopened, note or
 *     postmortem_published; readers ignore kinds that they do not know
 * @param state the incident's state afterwards
 * @param title its title
 * @param service the service concerned
 * @param severity how bad
 * @param actor who did it; null when the platform did
 * @param at when
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IncidentEvent(
    String eventId,
    String incidentId,
    long number,
    String kind,
    String state,
    String title,
    @Nullable String service,
    Severity severity,
    @Nullable String actor,
    Instant at) {}
