package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.action.ActionConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Which projects want exceptions from their logs. */
@Singleton
public class ExceptionSwitchStore {

  private final DataSource database;
  private final boolean byDefault;

  @Inject
  ExceptionSwitchStore(DataSource database, ActionConfig config) {
    this.database = database;
    this.byDefault = config.exceptions();
  }

  /** What holds for projects that said nothing. */
  public boolean byDefault() {
    return byDefault;
  }

  /** Projects that said something. */
  Map<Long, Boolean> all(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("SELECT project, enabled FROM exception_switch");
        var rows = select.executeQuery()) {
      var found = new HashMap<Long, Boolean>();
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getBoolean(2));
      }
      return found;
    }
  }

  /** Whether a project's exceptions are sent. */
  public boolean enabled(long project) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return all(connection).getOrDefault(project, byDefault);
    }
  }

  /** Turns a project's exceptions on or off. */
  public void set(long project, boolean enabled, String by) throws SQLException {
    try (Connection connection = database.getConnection();
        var upsert =
            connection.prepareStatement(
                """
                INSERT INTO exception_switch (project, enabled, updated_by) VALUES (?, ?, ?)
                ON CONFLICT (project) DO UPDATE
                   SET enabled = excluded.enabled, updated_at = now(),
                       updated_by = excluded.updated_by""")) {
      upsert.setLong(1, project);
      upsert.setBoolean(2, enabled);
      upsert.setString(3, by);
      upsert.executeUpdate();
    }
  }
}
