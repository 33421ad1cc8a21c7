package dev.tocsin.incident.ledger;

import java.time.Instant;

/**
 * What the ledger says, at one instant of the database's clock.
 *
 * @param at when
 * @param lastSeq number of the newest row
 * @param alertsAccepted alerts that were answered with 2xx
 * @param alertsAccounted ledger rows that say what became of one
 * @param alertsUnaccounted accepted alerts without such a row; must be 0
 * @param pages pages planned so far
 * @param pagesOpen pages that nobody has answered yet
 * @param pagesUnaccounted open pages without a living attempt or without a ledger row; must be 0
 * @param incidentsUnpaged triggered incidents that ought to wake somebody and have no active
 *     escalation; must be 0
 * @param oldestDueSeconds how long the oldest due attempt has been waiting
 */
public record LedgerReport(
    Instant at,
    long lastSeq,
    long alertsAccepted,
    long alertsAccounted,
    long alertsUnaccounted,
    long pages,
    long pagesOpen,
    long pagesUnaccounted,
    long incidentsUnpaged,
    long oldestDueSeconds) {

  /** Whether nothing is missing. */
  public boolean reconciles() {
    return unaccounted() == 0 && alertsAccepted == alertsAccounted;
  }

  /** Everything that should have led to a page or an entry and did not. */
  public long unaccounted() {
    return alertsUnaccounted + pagesUnaccounted + incidentsUnpaged;
  }
}
