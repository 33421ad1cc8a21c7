package dev.tocsin.logs.action.metric;

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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Definitions of log metrics. Every change of what is counted is a new generation. */
@Singleton
public class LogMetricStore {

  static final int MOST = 200;

  private static final String COLUMNS =
      "id, name, project, version, definition::text, created_at, created_by, updated_at";

  private final DataSource database;
  private final Transactions transactions;
  private final HistoryStore history;
  private final ObjectMapper json;

  @Inject
  LogMetricStore(DataSource database, HistoryStore history, ObjectMapper json) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.history = history;
    this.json = json;
  }

  /** All metrics in force, in the order of their names. */
  public List<StoredMetric> all() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return all(connection);
    }
  }

  List<StoredMetric> all(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM log_metric WHERE removed_at IS NULL ORDER BY name");
        ResultSet rows = select.executeQuery()) {
      var found = new ArrayList<StoredMetric>();
      while (rows.next()) {
        found.add(read(rows));
      }
      return found;
    }
  }

  /** The metric of that name; null when there is none. */
  public @Nullable StoredMetric named(String name) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return named(connection, name, false);
    }
  }

  /** How far the history of each metric is counted. */
  public Map<Long, Progress> progress() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return history.progress(connection, Kind.METRIC);
    }
  }

  /**
   * Keeps a new metric and draws the border between its history and what is counted live.
   *
   * @param oldest how far back history goes; null for none
   */
  public StoredMetric create(
      String name, long project, LogMetric definition, String by, @Nullable Instant oldest)
      throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          if (all(connection).size() >= MOST) {
            throw ProblemException.conflict("There are " + MOST + " log metrics already.");
          }
          StoredMetric metric = insert(connection, name, project, definition, by);
          if (oldest != null) {
            history.begin(connection, Kind.METRIC, metric.id(), project, oldest);
          }
          return metric;
        });
  }

  private StoredMetric insert(
      Connection connection, String name, long project, LogMetric definition, String by)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO log_metric (name, project, version, definition, created_by)"
                + " VALUES (?, ?, 1, ?::jsonb, ?) ON CONFLICT (name) DO NOTHING RETURNING "
                + COLUMNS)) {
      insert.setString(1, name);
      insert.setLong(2, project);
      insert.setString(3, write(definition));
      insert.setString(4, by);
      try (ResultSet row = insert.executeQuery()) {
        if (!row.next()) {
          throw ProblemException.conflict(
              "The name is taken, or it was once: a name is never used for two metrics.");
        }
        return read(row);
      }
    }
  }

  /** Changes what a metric counts from now on. */
  public StoredMetric change(String name, LogMetric definition) throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          StoredMetric present = named(connection, name, true);
          if (present == null) {
            throw ProblemException.notFound("log metric", name);
          }
          boolean same = present.definition().countsLike(definition);
          var progress = history.progress(connection, Kind.METRIC).get(present.id());
          if (!same && progress != null && progress.finishedAt() == null) {
            throw ProblemException.conflict("Its history is still being counted.");
          }
          try (var update =
              connection.prepareStatement(
                  "UPDATE log_metric SET definition = ?::jsonb, version = ?, updated_at = now()"
                      + " WHERE id = ? RETURNING "
                      + COLUMNS)) {
            update.setString(1, write(definition));
            update.setInt(2, present.version() + (same ? 0 : 1));
            update.setLong(3, present.id());
            try (ResultSet row = update.executeQuery()) {
              row.next();
              return read(row);
            }
          }
        });
  }

  /** Ends a metric; its name stays taken. False when there is none of that name. */
  public boolean remove(String name) throws SQLException {
    return transactions.in(
        connection -> {
          Generations.change(connection);
          StoredMetric present = named(connection, name, true);
          if (present == null) {
            return false;
          }
          try (var update =
              connection.prepareStatement(
                  "UPDATE log_metric SET removed_at = now() WHERE id = ?")) {
            update.setLong(1, present.id());
            update.executeUpdate();
          }
          history.forget(connection, Kind.METRIC, present.id());
          return true;
        });
  }

  private @Nullable StoredMetric named(Connection connection, String name, boolean lock)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM log_metric WHERE name = ? AND removed_at IS NULL"
                + (lock ? " FOR UPDATE" : ""))) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? read(row) : null;
      }
    }
  }

  private StoredMetric read(ResultSet row) throws SQLException {
    try {
      return new StoredMetric(
          row.getLong(1),
          row.getString(2),
          row.getLong(3),
          row.getInt(4),
          json.readValue(row.getString(5), LogMetric.class),
          row.getObject(6, OffsetDateTime.class).toInstant(),
          row.getString(7),
          row.getObject(8, OffsetDateTime.class).toInstant());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition could not be read", e);
    }
  }

  private String write(LogMetric definition) {
    try {
      return json.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a definition could not be written", e);
    }
  }
}
