package dev.tocsin.incident.paging;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt that this process holds a lease on. Only the token's holder may write its outcome.
 *
 * @param id the attempt
 * @param pageId what it delivers
 * @param channel which way
 * @param number 1 for the first attempt on this channel
 * @param leases how often it was leased before and came back
 * @param token the lease's fencing token
 * @param createdAt when it was planned
 */
public record Attempt(
    UUID id, UUID pageId, Channel channel, int number, int leases, long token, Instant createdAt) {}
