package dev.tocsin.slo.objective;

import java.time.Instant;

/**
 * A definition as it is kept.
 *
 * @param slo what was promised
 * @param version counted from 1; a changed definition is a new version
 * @param createdAt when this version came
 * @param createdBy who brought it
 */
public record VersionedSlo(SloDefinition slo, int version, Instant createdAt, String createdBy) {}
