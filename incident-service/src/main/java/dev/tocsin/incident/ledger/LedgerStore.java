package dev.tocsin.incident.ledger;

import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code ledger}: append-only, written in the transaction of the change it describes. The
 * database refuses to change or delete its rows.
 */
@ApplicationScoped
public class LedgerStore {

  private static final String APPEND =
      "INSERT INTO ledger (kind, alert_event_id, incident_id, page_id, attempt_id, details)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  /** What became of an accepted alert. */
  public void alert(Tx tx, String outcome, UUID eventId, @Nullable UUID incidentId, String reason)
      throws SQLException {
    tx.update(APPEND, "alert_" + outcome, eventId, incidentId, null, null, reason);
  }

  /** Something about a page or one of its attempts. */
  public void page(
      Tx tx, String kind, UUID incidentId, UUID pageId, @Nullable UUID attemptId, String details)
      throws SQLException {
    tx.update(APPEND, kind, null, incidentId, pageId, attemptId, details);
  }

  /** Something about an incident. */
  public void incident(Tx tx, String kind, UUID incidentId, String details) throws SQLException {
    tx.update(APPEND, kind, null, incidentId, null, null, details);
  }

  /**
   * Compares what was accepted with what is accounted for. Only unfinished things and the alerts of
   * the last day are looked at one by one, through indexes; the totals are counts.
   */
  public LedgerReport verify(Tx tx) throws SQLException {
    return tx.one(
        """
        SELECT (SELECT count(*) FROM alert_event) AS accepted,
               (SELECT count(*) FROM ledger l WHERE l.alert_event_id IS NOT NULL) AS accounted,
               (SELECT count(*) FROM alert_event e
                 WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.alert_event_id = e.event_id))
                 AS alerts_missing,
               (SELECT count(*) FROM page) AS pages,
               (SELECT count(*) FROM page p WHERE p.state = 'open') AS pages_open,
               (SELECT count(*) FROM page p
                 WHERE p.state = 'open'
                   AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.page_id = p.id
                                    AND a.state IN ('planned', 'leased', 'handed_over')))
                 AS pages_dead,
               (SELECT count(*) FROM page p
                 WHERE p.state = 'open'
                   AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.page_id = p.id))
                 AS pages_missing,
               (SELECT count(*) FROM incident i
                 WHERE i.state = 'triggered' AND i.severity IN ('critical', 'error')
                   AND NOT EXISTS (SELECT 1 FROM escalation_run r
                                    WHERE r.incident_id = i.id AND r.state = 'active'))
                 AS incidents_unpaged,
               (SELECT coalesce(extract(epoch FROM now() - min(a.due_at)), 0) FROM attempt a
                 WHERE a.state = 'planned' AND a.due_at <= now())::bigint AS oldest_due,
               (SELECT coalesce(max(l.seq), 0) FROM ledger l) AS last_seq,
               now() AS at
        """,
        row ->
            new LedgerReport(
                row.instant("at"),
                row.bigNumber("last_seq"),
                row.bigNumber("accepted"),
                row.bigNumber("accounted"),
                row.bigNumber("alerts_missing"),
                row.bigNumber("pages"),
                row.bigNumber("pages_open"),
                row.bigNumber("pages_dead") + row.bigNumber("pages_missing"),
                row.bigNumber("incidents_unpaged"),
                row.bigNumber("oldest_due")));
  }
}
