package dev.tocsin.logs.limits;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Limits and used volume in PostgreSQL. */
@Singleton
public class LimitStore {

  private static final String PUT =
      """
      INSERT INTO ingest_limit (project, bytes_per_second, burst_bytes, bytes_per_day, updated_at,
                                updated_by) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (project) DO UPDATE
        SET bytes_per_second = EXCLUDED.bytes_per_second, burst_bytes = EXCLUDED.burst_bytes,
            bytes_per_day = EXCLUDED.bytes_per_day, updated_at = EXCLUDED.updated_at,
            updated_by = EXCLUDED.updated_by
      """;
  private static final String NEWER = "UPDATE policy_version SET n = n + 1 WHERE what = 'limits'";
  private static final String USE =
      "INSERT INTO ingest_usage (project, day, bytes) VALUES (?, ?, ?)"
          + " ON CONFLICT (project, day) DO UPDATE SET bytes = ingest_usage.bytes + EXCLUDED.bytes"
          + " RETURNING bytes";

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public LimitStore(DataSource database) {
    this.database = database;
  }

  /** Grows with every change. */
  public long version() throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT n FROM policy_version WHERE what = 'limits'");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Projects with limits of their own. */
  public Map<Long, Limit> all() throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT project, bytes_per_second, burst_bytes, bytes_per_day FROM ingest_limit");
        ResultSet row = statement.executeQuery()) {
      var limits = new HashMap<Long, Limit>();
      while (row.next()) {
        limits.put(
            row.getLong(1),
            new Limit(
                row.getObject(2, Long.class),
                row.getObject(3, Long.class),
                row.getObject(4, Long.class)));
      }
      return limits;
    }
  }

  /** Gives a project limits of its own. */
  public void put(long project, Limit limit, Instant now, String who) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var put = connection.prepareStatement(PUT);
          var newer = connection.prepareStatement(NEWER)) {
        put.setLong(1, project);
        put.setObject(2, limit.bytesPerSecond(), Types.BIGINT);
        put.setObject(3, limit.burstBytes(), Types.BIGINT);
        put.setObject(4, limit.bytesPerDay(), Types.BIGINT);
        put.setObject(5, now.atOffset(ZoneOffset.UTC));
        put.setString(6, who);
        put.executeUpdate();
        newer.executeUpdate();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Back to the default; false when the project had no limits of its own. */
  public boolean delete(long project) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var delete = connection.prepareStatement("DELETE FROM ingest_limit WHERE project = ?");
          var newer = connection.prepareStatement(NEWER)) {
        delete.setLong(1, project);
        int rows = delete.executeUpdate();
        newer.executeUpdate();
        connection.commit();
        return rows > 0;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Adds bytes to a day; returns what all replicas have had. */
  public long use(long project, LocalDate day, long bytes) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(USE)) {
      statement.setLong(1, project);
      statement.setObject(2, day);
      statement.setLong(3, bytes);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Bytes of a day by project. */
  public Map<Long, Long> used(LocalDate day) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT project, bytes FROM ingest_usage WHERE day = ?")) {
      statement.setObject(1, day);
      var used = new HashMap<Long, Long>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          used.put(row.getLong(1), row.getLong(2));
        }
      }
      return used;
    }
  }
}
