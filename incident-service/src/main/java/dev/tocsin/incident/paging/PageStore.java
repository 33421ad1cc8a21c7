package dev.tocsin.incident.paging;

import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code page}. */
@ApplicationScoped
public class PageStore {

  private final AttemptStore attempts;
  private final LedgerStore ledger;

  PageStore(AttemptStore attempts, LedgerStore ledger) {
    this.attempts = attempts;
    this.ledger = ledger;
  }

  /** Plans a page with its first attempt, due now. */
  public void plan(Tx tx, UUID runId, UUID incidentId, int loop, int level, UUID personId)
      throws SQLException {
    UUID pageId =
        tx.one(
            "INSERT INTO page (run_id, incident_id, loop, level, person_id, state, created_at)"
                + " VALUES (?, ?, ?, ?, ?, 'open', ?) RETURNING id",
            row -> row.uuid("id"),
            runId,
            incidentId,
            loop,
            level,
            personId,
            tx.now());
    ledger.page(tx, "page_planned", incidentId, pageId, null, "level " + level);
    int priority = loop == 0 && level == 1 ? 0 : 1;
    attempts.plan(tx, incidentId, pageId, Channel.EMAIL, 1, priority, tx.now());
  }

  /** One page, or null. */
  public @Nullable Page find(Tx tx, UUID id) throws SQLException {
    return tx.first("SELECT * FROM page WHERE id = ?", PageStore::page, id);
  }

  /** One page, kept from ending until this transaction is done; null when there is none. */
  public @Nullable Page hold(Tx tx, UUID id) throws SQLException {
    return tx.first("SELECT * FROM page WHERE id = ? FOR SHARE", PageStore::page, id);
  }

  /**
   * Ends all open pages of an incident and cancels what was planned for them. Those of {@code
   * personId} end as acknowledged when {@code end} is superseded.
   */
  public void end(Tx tx, UUID incidentId, Page.State end, @Nullable UUID personId)
      throws SQLException {
    var ended =
        tx.list(
            "UPDATE page SET ended_at = now(), state = CASE WHEN ? = 'superseded'"
                + " AND person_id = ? THEN 'acknowledged' ELSE ? END"
                + " WHERE incident_id = ? AND state = 'open' RETURNING *",
            PageStore::page,
            word(end),
            personId,
            word(end),
            incidentId);
    for (Page page : ended) {
      ledger.page(tx, "page_ended", incidentId, page.id(), null, word(page.state()));
      attempts.cancelPlanned(tx, incidentId, page.id());
    }
  }

  /** One line per page and channel, oldest first. */
  public List<Page.Line> lines(Tx tx, UUID incidentId) throws SQLException {
    return tx.list(
        """
        SELECT DISTINCT ON (p.id, a.channel) a.id, a.page_id, per.name AS person, p.level,
               a.channel, a.state, p.state AS page_state, a.try AS attempts, p.created_at,
               (SELECT min(s.ended_at) FROM attempt s
                 WHERE s.page_id = p.id AND s.channel = a.channel AND s.state = 'handed_over')
                 AS sent_at,
               (SELECT e.error FROM attempt e
                 WHERE e.page_id = p.id AND e.channel = a.channel AND e.error IS NOT NULL
                 ORDER BY e.try DESC LIMIT 1) AS error
          FROM page p JOIN attempt a ON a.page_id = p.id JOIN person per ON per.id = p.person_id
         WHERE p.incident_id = ?
         ORDER BY p.id, a.channel, a.try DESC
         LIMIT 500
        """,
        row ->
            new Page.Line(
                row.uuid("id"),
                row.uuid("page_id"),
                row.text("person"),
                row.number("level"),
                row.text("channel"),
                row.text("state"),
                row.text("page_state"),
                row.number("attempts"),
                row.instant("created_at"),
                row.instantOrNull("sent_at"),
                row.textOrNull("error")),
        incidentId);
  }

  private static String word(Page.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Page page(Columns row) throws SQLException {
    return new Page(
        row.uuid("id"),
        row.uuid("incident_id"),
        row.number("loop"),
        row.number("level"),
        row.uuid("person_id"),
        Page.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.instant("created_at"));
  }
}
