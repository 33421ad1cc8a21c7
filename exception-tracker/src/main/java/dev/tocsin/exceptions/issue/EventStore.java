package dev.tocsin.exceptions.issue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Event rows in day partitions. Every method works inside the caller's connection. */
@ApplicationScoped
public class EventStore {

  private static final int DAYS_A_CLIENT_REPEATS = 2;

  /**
   * @param body scrubbed JSON text of the event
   */
  record Stored(
      long project,
      String eventId,
      long issue,
      Instant receivedAt,
      Instant occurredAt,
      String explanation,
      String body) {}

  /**
   * True when this very event is there already, from today or from a client that repeats itself.
   */
  boolean known(Connection connection, IncomingEvent incoming) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT 1 FROM event WHERE project_id = ? AND event_id = ?"
                + " AND received_on BETWEEN ? AND ?")) {
      LocalDate day = incoming.receivedOn();
      Sql.bind(
          query,
          incoming.project(),
          incoming.eventId(),
          day.minusDays(DAYS_A_CLIENT_REPEATS),
          day.plusDays(1));
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  void insert(Connection connection, IncomingEvent incoming, long issue, byte @Nullable [] user)
      throws SQLException {
    var event = incoming.event();
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO event (received_at, received_on, project_id, event_id, issue_id,
              occurred_at, level, platform, release, environment, service, server_name, user_hash,
              trace_id, explanation, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      Sql.bind(
          insert,
          incoming.receivedAt(),
          incoming.receivedOn(),
          incoming.project(),
          incoming.eventId(),
          issue,
          incoming.occurredAt(),
          event.level(),
          event.platform(),
          event.release(),
          event.environment(),
          event.serviceTag(),
          event.serverName(),
          user,
          event.traceId(),
          incoming.explanation(),
          incoming.body());
      insert.executeUpdate();
    }
  }

  /** Events of an issue, the newest arrival first. */
  List<Stored> ofIssue(Connection connection, long issue, int limit) throws SQLException {
    return stored(
        connection, "issue_id = ? ORDER BY received_at DESC, event_id LIMIT ?", issue, limit);
  }

  /** Events with this id that the caller may see: at most one per project. */
  List<Stored> byId(Connection connection, String eventId, @Nullable Long project)
      throws SQLException {
    return project == null
        ? stored(connection, "event_id = ? ORDER BY received_at DESC LIMIT 1", eventId)
        : stored(
            connection,
            "event_id = ? AND project_id = ? ORDER BY received_at DESC LIMIT 1",
            eventId,
            project);
  }

  private static List<Stored> stored(Connection connection, String condition, Object... values)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT project_id, event_id, issue_id, received_at, occurred_at, explanation, body"
                + " FROM event WHERE "
                + condition)) {
      Sql.bind(query, values);
      try (var rows = query.executeQuery()) {
        var events = new ArrayList<Stored>();
        while (rows.next()) {
          events.add(stored(rows));
        }
        return events;
      }
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong("project_id"),
        row.getString("event_id"),
        row.getLong("issue_id"),
        Sql.instant(row, "received_at"),
        Sql.instant(row, "occurred_at"),
        row.getString("explanation"),
        row.getString("body"));
  }
}
