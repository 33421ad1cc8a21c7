package dev.tocsin.console.session;

import java.util.UUID;

/**
 * A session was ended by hand: whatever hangs on it must end too.
 *
 * @param sessionId which one
 */
public record SessionEnded(UUID sessionId) {}
