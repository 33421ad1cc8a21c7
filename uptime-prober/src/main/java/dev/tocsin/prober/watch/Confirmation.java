package dev.tocsin.prober.watch;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Asks agents of the given regions to probe a monitor at once. */
public record Confirmation(UUID id, String monitorId, Set<String> regions, Instant requestedAt) {}
