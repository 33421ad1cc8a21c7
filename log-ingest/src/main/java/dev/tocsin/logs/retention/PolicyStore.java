package dev.tocsin.logs.retention;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of retention policies. */
@Singleton
public class PolicyStore {

  /** Most policies; every one of them is looked at for every segment. */
  static final int MOST = 500;

  private static final String COLUMNS =
      "id, project, service, level, max_age_s, max_bytes, changed_by, changed_at";

  /** Another policy may decide about rows now, so every segment is looked at again. */
  private static final String LOOK_AGAIN =
      "UPDATE segment SET applied_policies = '{}' WHERE applied_policies <> '{}'";

  private static final String PUT =
      """
      INSERT INTO retention_policy (project, service, level, max_age_s, max_bytes, changed_by)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, service, level) DO UPDATE
      SET max_age_s = EXCLUDED.max_age_s, max_bytes = EXCLUDED.max_bytes,
          changed_by = EXCLUDED.changed_by, changed_at = now()
      RETURNING\s"""
          + COLUMNS;

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public PolicyStore(DataSource database) {
    this.database = database;
  }

  /** All policies. */
  public List<RetentionPolicy> all() throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM retention_policy ORDER BY id");
        ResultSet rows = statement.executeQuery()) {
      var all = new ArrayList<RetentionPolicy>();
      while (rows.next()) {
        all.add(policy(rows));
      }
      return all;
    }
  }

  /** Sets the policy for this project, service and level, and returns it. */
  RetentionPolicy put(
      @Nullable Long project,
      @Nullable String service,
      @Nullable Integer level,
      @Nullable Duration maxAge,
      @Nullable Long maxBytes,
      String by)
      throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement("WITH again AS (" + LOOK_AGAIN + ") " + PUT)) {
      statement.setObject(1, project);
      statement.setString(2, service);
      statement.setObject(3, level);
      statement.setObject(4, maxAge == null ? null : (Long) maxAge.toSeconds());
      statement.setObject(5, maxBytes);
      statement.setString(6, by);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return policy(row);
      }
    }
  }

  /** Removes a policy; false when there is none of that id. */
  boolean delete(long id) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "WITH again AS (" + LOOK_AGAIN + ") DELETE FROM retention_policy WHERE id = ?")) {
      statement.setLong(1, id);
      return statement.executeUpdate() == 1;
    }
  }

  private static RetentionPolicy policy(ResultSet row) throws SQLException {
    long age = row.getLong(5);
    boolean aged = !row.wasNull();
    return new RetentionPolicy(
        row.getLong(1),
        row.getObject(2, Long.class),
        row.getString(3),
        row.getObject(4, Integer.class),
        aged ? Duration.ofSeconds(age) : null,
        row.getObject(6, Long.class),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }
}
