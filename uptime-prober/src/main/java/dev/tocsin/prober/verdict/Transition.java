package dev.tocsin.prober.verdict;

import java.time.Instant;

/**
 * One change of status.
 *
 * @param effectiveAt when it happened in the world; never before the previous transition's
 */
public record Transition(Status from, Status to, Instant effectiveAt, String reason) {}
