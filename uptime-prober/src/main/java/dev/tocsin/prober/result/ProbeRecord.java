package dev.tocsin.prober.result;

import dev.tocsin.prober.check.CheckResult;
import java.time.Instant;
import java.util.UUID;

/** One stored probe. */
public record ProbeRecord(
    UUID eventId,
    String monitorId,
    String region,
    String agent,
    Instant intended,
    Instant start,
    Instant receivedAt,
    CheckResult result,
    long lagNs,
    boolean maintenance,
    boolean controlOk) {}
