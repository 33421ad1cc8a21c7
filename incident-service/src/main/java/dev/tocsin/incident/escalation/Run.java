package dev.tocsin.incident.escalation;

import java.time.Instant;
import java.util.UUID;

/**
 * An escalation under way.
 *
 * @param id of the run
 * @param incidentId what for
 * @param policyName which policy
 * @param policyVersion which version of it, for the run's whole life
 * @param next where it goes on
 * @param nextDueAt when
 */
public record Run(
    UUID id,
    UUID incidentId,
    String policyName,
    int policyVersion,
    Position next,
    Instant nextDueAt) {}
