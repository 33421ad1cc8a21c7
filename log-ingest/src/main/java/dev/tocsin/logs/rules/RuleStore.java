package dev.tocsin.logs.rules;

import dev.tocsin.logs.redaction.ProjectRules;
import dev.tocsin.logs.redaction.ProjectRules.Own;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Redaction rules in PostgreSQL. Every change makes a new version that all replicas see. */
@Singleton
public class RuleStore {

  private static final String PUT =
      """
      INSERT INTO redaction_rule (project, name, target, pattern, replacement, enabled, updated_at,
                                  updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, name) DO UPDATE
        SET target = EXCLUDED.target, pattern = EXCLUDED.pattern,
            replacement = EXCLUDED.replacement, enabled = EXCLUDED.enabled,
            updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by
      """;
  private static final String SWITCH =
      """
      INSERT INTO redaction_switch (project, rule, enabled, updated_at, updated_by)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (project, rule) DO UPDATE
        SET enabled = EXCLUDED.enabled, updated_at = EXCLUDED.updated_at,
            updated_by = EXCLUDED.updated_by
      """;

  /**
   * A rule as it is kept.
   *
   * @param project whose
   * @param rule the rule
   * @param enabled whether it is applied
   * @param updatedAt when it was last changed
   * @param updatedBy by whom
   */
  public record Kept(
      long project, Own rule, boolean enabled, Instant updatedAt, String updatedBy) {}

  private interface Change {
    int apply(Connection connection) throws SQLException;
  }

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public RuleStore(DataSource database) {
    this.database = database;
  }

  /** Grows with every change. */
  public long version() throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("SELECT n FROM policy_version WHERE what = 'redaction'");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** The rules of one project or of all, by name. */
  public List<Kept> rules(@Nullable Long project) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT project, name, target, pattern, replacement, enabled, updated_at,"
                    + " updated_by FROM redaction_rule WHERE ?::bigint IS NULL OR project = ?"
                    + " ORDER BY project, name")) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      var rules = new ArrayList<Kept>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rules.add(
              new Kept(
                  row.getLong(1),
                  new Own(row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                  row.getBoolean(6),
                  row.getObject(7, OffsetDateTime.class).toInstant(),
                  row.getString(8)));
        }
      }
      return rules;
    }
  }

  /** Switched built-in rules of one project or of all. */
  public Map<Long, Map<String, Boolean>> switches(@Nullable Long project) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT project, rule, enabled FROM redaction_switch"
                    + " WHERE ?::bigint IS NULL OR project = ?")) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      var switches = new HashMap<Long, Map<String, Boolean>>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          switches
              .computeIfAbsent(row.getLong(1), p -> new HashMap<>())
              .put(row.getString(2), row.getBoolean(3));
        }
      }
      return switches;
    }
  }

  /** What every project wants that wants anything. */
  public Map<Long, ProjectRules> all() throws SQLException {
    var switches = switches(null);
    var own = new HashMap<Long, List<Own>>();
    for (Kept kept : rules(null)) {
      if (kept.enabled()) {
        own.computeIfAbsent(kept.project(), p -> new ArrayList<>()).add(kept.rule());
      }
    }
    var all = new HashMap<Long, ProjectRules>();
    switches.forEach(
        (project, some) ->
            all.put(project, new ProjectRules(some, own.getOrDefault(project, List.of()))));
    own.forEach((project, some) -> all.putIfAbsent(project, new ProjectRules(Map.of(), some)));
    return all;
  }

  /** Adds or changes a rule. */
  public void put(long project, Own rule, boolean enabled, Instant now, String who)
      throws SQLException {
    change(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setLong(1, project);
            statement.setString(2, rule.name());
            statement.setString(3, rule.target());
            statement.setString(4, rule.pattern());
            statement.setString(5, rule.replacement());
            statement.setBoolean(6, enabled);
            statement.setObject(7, now.atOffset(ZoneOffset.UTC));
            statement.setString(8, who);
            return statement.executeUpdate();
          }
        });
  }

  /** Removes a rule; false when there is none. */
  public boolean delete(long project, String name) throws SQLException {
    return change(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement(
                      "DELETE FROM redaction_rule WHERE project = ? AND name = ?")) {
                statement.setLong(1, project);
                statement.setString(2, name);
                return statement.executeUpdate();
              }
            })
        > 0;
  }

  /** Switches a built-in rule. */
  public void turn(long project, String rule, boolean enabled, Instant now, String who)
      throws SQLException {
    change(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SWITCH)) {
            statement.setLong(1, project);
            statement.setString(2, rule);
            statement.setBoolean(3, enabled);
            statement.setObject(4, now.atOffset(ZoneOffset.UTC));
            statement.setString(5, who);
            return statement.executeUpdate();
          }
        });
  }

  private int change(Change change) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var newer =
          connection.prepareStatement(
              "UPDATE policy_version SET n = n + 1 WHERE what = 'redaction'")) {
        int rows = change.apply(connection);
        newer.executeUpdate();
        connection.commit();
        return rows;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
