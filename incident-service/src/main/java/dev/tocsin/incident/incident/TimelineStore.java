package dev.tocsin.incident.incident;

import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code timeline}; the database refuses to change or delete its rows. */
@ApplicationScoped
public class TimelineStore {

  /** The longest text of one row. */
  public static final int MAX_TEXT = 10_000;

  private static final int MAX_ROWS = 5_000;

  /** Adds a row at the transaction's time. */
  public void add(
      Tx tx, UUID incidentId, String kind, Actor actor, String text, @Nullable String link)
      throws SQLException {
    tx.update(
        "INSERT INTO timeline (incident_id, at, kind, actor, text, link)"
            + " VALUES (?, now(), ?, ?, left(?, ?), ?)",
        incidentId,
        kind,
        actor.shown(),
        text,
        MAX_TEXT,
        link);
  }

  /** Adds a row without a link. */
  public void add(Tx tx, UUID incidentId, String kind, Actor actor, String text)
      throws SQLException {
    add(tx, incidentId, kind, actor, text, null);
  }

  /** All rows of an incident, oldest first. */
  public List<TimelineEntry> of(Tx tx, UUID incidentId) throws SQLException {
    return tx.list(
        "SELECT * FROM timeline WHERE incident_id = ? ORDER BY id LIMIT " + MAX_ROWS,
        row ->
            new TimelineEntry(
                row.bigNumber("id"),
                row.instant("at"),
                row.text("kind"),
                row.text("actor"),
                row.text("text"),
                row.textOrNull("link")),
        incidentId);
  }
}
