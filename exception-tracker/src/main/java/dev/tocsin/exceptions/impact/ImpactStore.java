package dev.tocsin.exceptions.impact;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Sums over events of a service within a range of time. */
@ApplicationScoped
public class ImpactStore {

  private static final int SECONDS = 2;

  /**
   * An event is of the service that its own tag names; without a tag, of the one that its project's
   * rules name; without either, of its server.
   */
  private static final String SUMS =
      """
      SELECT count(*) AS events,
             count(DISTINCT e.user_hash) AS users,
             count(DISTINCT e.issue_id) FILTER (WHERE i.first_seen >= ? AND i.first_seen < ?)
               AS new_issues
      FROM event e JOIN issue i ON i.id = e.issue_id
      WHERE e.received_at >= ? AND e.received_at < ?
        AND e.received_on >= ? AND e.received_on <= ?
        AND (e.service = ?
          OR (e.service IS NULL AND e.project_id = ANY (?))
          OR (e.service IS NULL AND e.project_id <> ALL (?) AND e.server_name = ?))
      """;

  private final AgroalDataSource database;

  ImpactStore(AgroalDataSource database) {
    this.database = database;
  }

  record Sums(long events, long users, long newIssues) {}

  /**
   * @param services service by project, where rules name one
   */
  Sums sums(String service, Map<Long, String> services, Instant from, Instant to)
      throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(SUMS)) {
      query.setQueryTimeout(SECONDS);
      var start = from.atOffset(ZoneOffset.UTC);
      var end = to.atOffset(ZoneOffset.UTC);
      query.setObject(1, start);
      query.setObject(2, end);
      query.setObject(3, start);
      query.setObject(4, end);
      query.setObject(5, start.toLocalDate());
      query.setObject(6, end.toLocalDate());
      query.setString(7, service);
      query.setArray(8, projects(connection, services, service));
      query.setArray(9, array(connection, services.keySet().toArray()));
      query.setString(10, service);
      try (var row = query.executeQuery()) {
        row.next();
        return new Sums(row.getLong("events"), row.getLong("users"), row.getLong("new_issues"));
      }
    }
  }

  private static Array projects(Connection connection, Map<Long, String> services, String service)
      throws SQLException {
    return array(
        connection,
        services.entrySet().stream()
            .filter(each -> each.getValue().equals(service))
            .map(Map.Entry::getKey)
            .toArray());
  }

  private static Array array(Connection connection, Object[] numbers) throws SQLException {
    return connection.createArrayOf("bigint", numbers);
  }
}
