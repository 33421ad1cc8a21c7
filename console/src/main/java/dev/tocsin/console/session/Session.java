package dev.tocsin.console.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A signed-in browser.
 *
 * @param id what people see and revoke; useless as a cookie
 * @param accountId who signed in
 * @param createdAt when they signed in
 * @param lastSeenAt the last request, to the minute
 * @param address where the sign-in came from
 * @param userAgent what the browser called itself, shortened
 */
public record Session(
    UUID id,
    UUID accountId,
    Instant createdAt,
    Instant lastSeenAt,
    String address,
    String userAgent) {}
