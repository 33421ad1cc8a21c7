package dev.tocsin.incident.escalation;

import dev.tocsin.incident.sql.Columns;
import dev.tocsin.incident.sql.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code escalation_run}. */
@ApplicationScoped
public class RunStore {

  /** Starts a run, due at once. */
  public Run start(Tx tx, UUID incidentId, Policy policy) throws SQLException {
    return tx.one(
        "INSERT INTO escalation_run (incident_id, policy_name, policy_version, state, loop, level,"
            + " next_due_at, started_at) VALUES (?, ?, ?, 'active', ?, ?, now(), now())"
            + " RETURNING *",
        RunStore::run,
        incidentId,
        policy.name(),
        policy.version(),
        Position.START.loop(),
        Position.START.level());
  }

  /** The run under way for an incident, or null. */
  public @Nullable Run active(Tx tx, UUID incidentId) throws SQLException {
    return tx.first(
        "SELECT * FROM escalation_run WHERE incident_id = ? AND state = 'active'",
        RunStore::run,
        incidentId);
  }

  /** Up to {@code limit} due runs, locked with their incidents; those locked elsewhere are left. */
  public List<Run> due(Tx tx, int limit) throws SQLException {
    return tx.list(
        "SELECT r.* FROM escalation_run r JOIN incident i ON i.id = r.incident_id"
            + " WHERE r.state = 'active' AND r.next_due_at <= now() AND i.state = 'triggered'"
            + " ORDER BY r.next_due_at LIMIT ? FOR NO KEY UPDATE OF i, r SKIP LOCKED",
        RunStore::run,
        limit);
  }

  /** Says where and when a run goes on. */
  public void waitAt(Tx tx, UUID runId, Position next, Duration wait) throws SQLException {
    tx.update(
        "UPDATE escalation_run SET loop = ?, level = ?,"
            + " next_due_at = now() + make_interval(secs => ?) WHERE id = ?",
        next.loop(),
        next.level(),
        (int) wait.toSeconds(),
        runId);
  }

  /** Ends the run of an incident, if one is under way. */
  public void end(Tx tx, UUID incidentId, String state) throws SQLException {
    tx.update(
        "UPDATE escalation_run SET state = ? WHERE incident_id = ? AND state = 'active'",
        state,
        incidentId);
  }

  private static Run run(Columns row) throws SQLException {
    return new Run(
        row.uuid("id"),
        row.uuid("incident_id"),
        row.text("policy_name"),
        row.number("policy_version"),
        new Position(row.number("loop"), row.number("level")),
        row.instant("next_due_at"));
  }
}
