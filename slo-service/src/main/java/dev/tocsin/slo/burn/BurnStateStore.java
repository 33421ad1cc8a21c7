package dev.tocsin.slo.burn;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of every SLO's page. What is due is decided by the database's clock. */
@ApplicationScoped
public class BurnStateStore {

  private static final String NEVER = "not evaluated yet";

  /** Gives every name a state; those that have one keep it. */
  public void begin(Connection connection, Collection<String> names, Instant now)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO burn_state (name, firing, since, reason, evaluated_at)
            SELECT n, false, ?, ?, '-infinity' FROM unnest(?::text[]) n
            ON CONFLICT DO NOTHING""")) {
      insert.setObject(1, now.atOffset(ZoneOffset.UTC));
      insert.setString(2, NEVER);
      insert.setArray(3, connection.createArrayOf("text", names.toArray()));
      insert.executeUpdate();
    }
  }

  /** Locks states that were not evaluated for {@code pause}; other replicas pass them by. */
  public Map<String, BurnState> claim(Connection connection, Duration pause, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT name, firing, since, reason FROM burn_state
             WHERE evaluated_at <= now() - ? * interval '1 millisecond'
             ORDER BY evaluated_at LIMIT ? FOR UPDATE SKIP LOCKED""")) {
      select.setLong(1, pause.toMillis());
      select.setInt(2, limit);
      return states(select);
    }
  }

  /** States by name. */
  public Map<String, BurnState> states(Connection connection, Collection<String> names)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT name, firing, since, reason FROM burn_state WHERE name = ANY (?::text[])")) {
      select.setArray(1, connection.createArrayOf("text", names.toArray()));
      return new HashMap<>(states(select));
    }
  }

  private static Map<String, BurnState> states(java.sql.PreparedStatement select)
      throws SQLException {
    var states = new LinkedHashMap<String, BurnState>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        Instant since = rows.getObject(3, OffsetDateTime.class).toInstant();
        String reason = rows.getString(4);
        states.put(
            rows.getString(1),
            rows.getBoolean(2)
                ? new BurnState.Firing(since, reason)
                : new BurnState.Quiet(since, reason));
      }
    }
    return states;
  }

  /** Writes what was decided about claimed states. */
  public void write(Connection connection, Map<String, BurnState> decided) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE burn_state SET firing = ?, since = ?, reason = ?, evaluated_at = now()
             WHERE name = ?""")) {
      for (var entry : decided.entrySet()) {
        update.setBoolean(1, entry.getValue() instanceof BurnState.Firing);
        update.setObject(2, entry.getValue().since().atOffset(ZoneOffset.UTC));
        update.setString(3, entry.getValue().reason());
        update.setString(4, entry.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Forgets states whose SLO is gone. */
  public void forget(Connection connection, Collection<String> names) throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM burn_state WHERE name = ANY (?::text[])")) {
      delete.setArray(1, connection.createArrayOf("text", names.toArray()));
      delete.executeUpdate();
    }
  }
}
