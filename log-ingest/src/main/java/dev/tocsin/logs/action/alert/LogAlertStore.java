package dev.tocsin.logs.action.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.action.count.Generations;
import dev.tocsin.logs.action.count.HistoryStore;
import dev.tocsin.logs.action.count.Kind;
import dev.tocsin.logs.action.count.Progress;
import dev.tocsin.logs.catalogue.Transactions;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Definitions of log alerts. Every change of what is counted is a new generation. */
@Singleton
public class LogAlertStore {

  static final int MOST = 500;

  private static final String COLUMNS =
      "id, project, version, definition::text, enabled, snoozed_until, created_at, created_by,"
          + " updated_at";

  private final DataSource database;
  private final Transactions transactions;
  private final HistoryStore history;
  private final ObjectMapper json;
  private final Clock clock;

  @Inject
  LogAlertStore(DataSource database, HistoryStore history, ObjectMapper json, Clock clock) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.history = history;
    this.json = json;
    this.clock = clock;
  }

  /** All alerts, the oldest first. */
  public List<StoredAlert> all() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return all(connection);
    }
  }

  List<StoredAlert> all(Connection connection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM log_alert WHERE removed_at IS NULL ORDER BY id")) {
      return list(select.executeQuery());
    }
  }

  /** The alert of that number; null when there is none. */
  public @Nullable StoredAlert one(long id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return one(connection, id);
    }
  }

  private @Nullable StoredAlert one(Connection connection, long id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM log_alert WHERE id = ? AND removed_at IS NULL FOR UPDATE")) {
      select.setLong(1, id);
      var found = list(select.executeQuery());
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  /** How far the history of each alert is counted. */
  public Map<Long, Progress> progress(Connection connection) throws SQLException {
    return history.progress(connection, Kind.ALERT);
  }

  /** How far the history of each alert is counted. */
  public Map<Long, Progress> progress() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return progress(connection);
    }
  }

  /** Keeps a new alert; what it must look back on is counted in the background. */
  public StoredAlert create(long project, LogAlert rule, String by) throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          if (all(connection).size() >= MOST) {
            throw ProblemException.conflict("There are " + MOST + " log alerts already.");
          }
          try (var insert =
              connection.prepareStatement(
                  "INSERT INTO log_alert (project, version, definition, enabled, created_by)"
                      + " VALUES (?, 1, ?::jsonb, true, ?) RETURNING "
                      + COLUMNS)) {
            insert.setLong(1, project);
            insert.setString(2, write(rule));
            insert.setString(3, by);
            StoredAlert alert = list(insert.executeQuery()).getFirst();
            begin(connection, alert);
            return alert;
          }
        });
  }

  /** Changes an alert; where other lines count from now on, counting begins anew. */
  public @Nullable StoredAlert change(long id, LogAlert rule) throws SQLException {
    List<StoredAlert> done = changed(id, rule);
    return done.isEmpty() ? null : done.getFirst();
  }

  private List<StoredAlert> changed(long id, LogAlert rule) throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          StoredAlert present = one(connection, id);
          if (present == null) {
            return List.of();
          }
          boolean same = present.rule().countsLike(rule);
          StoredAlert changed;
          try (var update =
              connection.prepareStatement(
                  "UPDATE log_alert SET definition = ?::jsonb, version = ?, updated_at = now()"
                      + " WHERE id = ? RETURNING "
                      + COLUMNS)) {
            update.setString(1, write(rule));
            update.setInt(2, present.version() + (same ? 0 : 1));
            update.setLong(3, id);
            changed = list(update.executeQuery()).getFirst();
          }
          if (!same) {
            history.forget(connection, Kind.ALERT, id);
            delete(connection, "DELETE FROM log_alert_count WHERE alert = ?", id);
            begin(connection, changed);
          }
          return List.of(changed);
        });
  }

  private void begin(Connection connection, StoredAlert alert) throws SQLException {
    if (alert.rule().type() != LogAlert.Type.NEW_PATTERN) {
      Duration back = alert.rule().back().plus(alert.rule().window().multipliedBy(2)).plusHours(1);
      history.begin(
          connection, Kind.ALERT, alert.id(), alert.project(), clock.instant().minus(back));
    }
  }

  /** Turns an alert on or off, or makes it wait; null when there is none of that number. */
  public @Nullable StoredAlert silence(long id, boolean enabled, @Nullable Instant snoozedUntil)
      throws SQLException {
    List<StoredAlert> done =
        transactions.in(connection -> silence(connection, id, enabled, snoozedUntil));
    return done.isEmpty() ? null : done.getFirst();
  }

  private List<StoredAlert> silence(
      Connection connection, long id, boolean enabled, @Nullable Instant snoozedUntil)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE log_alert SET enabled = ?, snoozed_until = ?, evaluated_at = '-infinity'"
                + " WHERE id = ? AND removed_at IS NULL RETURNING "
                + COLUMNS)) {
      update.setBoolean(1, enabled);
      update.setObject(2, snoozedUntil == null ? null : snoozedUntil.atOffset(ZoneOffset.UTC));
      update.setLong(3, id);
      return list(update.executeQuery());
    }
  }

  /** What happens with an alert before it goes. */
  public interface Farewell {
    /** Runs in the same transaction. */
    void say(Connection connection, StoredAlert alert) throws SQLException;
  }

  /** Ends an alert; false when there is none of that number. */
  public boolean remove(long id, Farewell farewell) throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          StoredAlert present = one(connection, id);
          if (present == null) {
            return false;
          }
          farewell.say(connection, present);
          history.forget(connection, Kind.ALERT, id);
          delete(connection, "DELETE FROM log_alert_count WHERE alert = ?", id);
          delete(connection, "DELETE FROM log_alert_state WHERE alert = ?", id);
          delete(connection, "UPDATE log_alert SET removed_at = now() WHERE id = ?", id);
          return true;
        });
  }

  /** Takes alerts that were not evaluated for {@code pause}; others cannot take them meanwhile. */
  List<StoredAlert> claim(Connection connection, Duration pause, int most) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE log_alert a SET evaluated_at = now()
             WHERE a.id IN (SELECT id FROM log_alert
                             WHERE removed_at IS NULL
                               AND evaluated_at <= now() - ? * interval '1 millisecond'
                             ORDER BY evaluated_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING """
                + " "
                + COLUMNS)) {
      update.setLong(1, pause.toMillis());
      update.setInt(2, most);
      return list(update.executeQuery());
    }
  }

  private static void delete(Connection connection, String sql, long id) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  private List<StoredAlert> list(ResultSet rows) throws SQLException {
    try (rows) {
      var found = new ArrayList<StoredAlert>();
      while (rows.next()) {
        var snoozed = rows.getObject(6, OffsetDateTime.class);
        found.add(
            new StoredAlert(
                rows.getLong(1),
                rows.getLong(2),
                rows.getInt(3),
                json.readValue(rows.getString(4), LogAlert.class),
                rows.getBoolean(5),
                snoozed == null ? null : snoozed.toInstant(),
                rows.getObject(7, OffsetDateTime.class).toInstant(),
                rows.getString(8),
                rows.getObject(9, OffsetDateTime.class).toInstant()));
      }
      return found;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition could not be read", e);
    }
  }

  private String write(LogAlert rule) {
    try {
      return json.writeValueAsString(rule);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition could not be written", e);
    }
  }
}
