package dev.tocsin.logs.action.metric;

import java.time.Instant;

/**
 * A log metric as it is kept.
 *
 * @param id internal number
 * @param name name of the SLI
 * @param project the project
 * @param version grows with every change
 * @param definition what it counts
 * @param createdAt when it was made
 * @param createdBy by whom
 * @param updatedAt when it was changed last
 */
public record StoredMetric(
    long id,
    String name,
    long project,
    int version,
    LogMetric definition,
    Instant createdAt,
    String createdBy,
    Instant updatedAt) {}
