package dev.tocsin.prober.watch;

import dev.tocsin.outbox.OutboxRelay;

/**
 * The two relays of the one outbox table. Alerts have a relay of their own: while Kafka is away
 * every batch for it is slow, and no page may wait behind it.
 */
public record Outbox(OutboxRelay alerts, OutboxRelay events) {
  /** Says that a transaction with messages has just committed. */
  public void wake() {
    alerts.wake();
    events.wake();
  }
}
