package dev.tocsin.logs.action.alert;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What rings or last rang, per group of an alert. */
@Singleton
public class AlertStateStore {

  /** The states of an alert by group. */
  public Map<String, AlertState> states(Connection connection, long alert) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT grp, firing, since, reason FROM log_alert_state WHERE alert = ?")) {
      select.setLong(1, alert);
      var states = new TreeMap<String, AlertState>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          states.put(
              rows.getString(1),
              new AlertState(
                  rows.getBoolean(2),
                  rows.getObject(3, OffsetDateTime.class).toInstant(),
                  rows.getString(4)));
        }
      }
      return states;
    }
  }

  /** Keeps the state of a group. */
  void write(Connection connection, long alert, String group, AlertState state)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO log_alert_state (alert, grp, firing, since, reason) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (alert, grp) DO UPDATE
               SET firing = excluded.firing, since = excluded.since, reason = excluded.reason""")) {
      upsert.setLong(1, alert);
      upsert.setString(2, group);
      upsert.setBoolean(3, state.firing());
      upsert.setObject(4, state.since().atOffset(ZoneOffset.UTC));
      upsert.setString(5, state.reason());
      upsert.executeUpdate();
    }
  }
}
