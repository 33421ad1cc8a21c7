package dev.tocsin.incident.paging;

import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Table {@code attempt}: planned → leased → handed_over, failed or unknown. Any process may claim
 * any due row; an expired lease returns the row, and a late result of the former holder is refused
 * by its token.
 */
@ApplicationScoped
public class AttemptStore {

  /** How long a holder may take; sending is limited to less than this. */
  public static final int LEASE_SECONDS = 15;

  private final LedgerStore ledger;

  AttemptStore(LedgerStore ledger) {
    this.ledger = ledger;
  }

  /** Plans an attempt. */
  public void plan(
      Tx tx, UUID incidentId, UUID pageId, Channel channel, int number, int priority, Instant due)
      throws SQLException {
    UUID id =
        tx.one(
            "INSERT INTO attempt (page_id, channel, n, try, state, priority, due_at, created_at)"
                + " VALUES (?, ?, 0, ?, 'planned', ?, ?, now()) RETURNING id",
            row -> row.uuid("id"),
            pageId,
            channel.word(),
            number,
            priority,
            due);
    ledger.page(tx, "attempt_planned", incidentId, pageId, id, channel.word() + " " + number);
  }

  /** Leases up to {@code limit} due attempts to {@code holder}; first pages of incidents first. */
  public List<Attempt> claim(Tx tx, String holder, int limit) throws SQLException {
    return tx.list(
        """
        WITH due AS MATERIALIZED (
          SELECT id FROM attempt WHERE state = 'planned' AND due_at <= now()
           ORDER BY priority, due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
        UPDATE attempt a
           SET state = 'leased', lease_token = nextval('lease_token'), leased_at = now(),
               lease_until = now() + make_interval(secs => ?), holder = ?
          FROM due WHERE a.id = due.id RETURNING a.*
        """,
        AttemptStore::attempt,
        limit,
        LEASE_SECONDS,
        holder);
  }

  /** Gives expired leases back; returns how many there were. */
  public int giveBackExpired(Tx tx) throws SQLException {
    record Expired(UUID id, UUID pageId, UUID incidentId, String holder) {}
    var expired =
        tx.list(
            """
            WITH late AS MATERIALIZED (
              SELECT id FROM attempt WHERE state = 'leased' AND lease_until < now()
               LIMIT 100 FOR UPDATE SKIP LOCKED)
            UPDATE attempt a SET state = 'planned', n = n + 1
              FROM late, page p WHERE a.id = late.id AND p.id = a.page_id
            RETURNING a.id, a.page_id, p.incident_id, a.holder
            """,
            row ->
                new Expired(
                    row.uuid("id"),
                    row.uuid("page_id"),
                    row.uuid("incident_id"),
                    row.text("holder")));
    for (Expired attempt : expired) {
      ledger.page(
          tx,
          "lease_expired",
          attempt.incidentId(),
          attempt.pageId(),
          attempt.id(),
          "held by " + attempt.holder());
    }
    return expired.size();
  }

  /** Writes an outcome; false when the lease now belongs to somebody else, and nothing changed. */
  public boolean finish(Tx tx, Attempt attempt, String state, String providerId, String error)
      throws SQLException {
    return tx.update(
            "UPDATE attempt SET state = ?, provider_id = nullif(?, ''), error = nullif(?, ''),"
                + " ended_at = clock_timestamp()"
                + " WHERE id = ? AND state = 'leased' AND lease_token = ?",
            state,
            providerId,
            error,
            attempt.id(),
            attempt.token())
        == 1;
  }

  /** Cancels what is planned for a page. */
  void cancelPlanned(Tx tx, UUID incidentId, UUID pageId) throws SQLException {
    var cancelled =
        tx.list(
            "UPDATE attempt SET state = 'cancelled', ended_at = now()"
                + " WHERE page_id = ? AND state = 'planned' RETURNING id",
            row -> row.uuid("id"),
            pageId);
    for (UUID id : cancelled) {
      ledger.page(tx, "attempt_cancelled", incidentId, pageId, id, "page ended");
    }
  }

  /** Channels that already have an attempt for a page. */
  public Set<Channel> used(Tx tx, UUID pageId) throws SQLException {
    var used = EnumSet.noneOf(Channel.class);
    used.addAll(
        tx.list(
            "SELECT DISTINCT channel FROM attempt WHERE page_id = ?",
            row -> Channel.of(row.text("channel")),
            pageId));
    return used;
  }

  private static Attempt attempt(Columns row) throws SQLException {
    return new Attempt(
        row.uuid("id"),
        row.uuid("page_id"),
        Channel.of(row.text("channel")),
        row.number("try"),
        row.number("n"),
        row.bigNumber("lease_token"),
        row.instant("created_at"));
  }
}
