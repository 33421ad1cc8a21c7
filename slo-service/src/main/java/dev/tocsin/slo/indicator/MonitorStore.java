package dev.tocsin.slo.indicator;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The monitors that have been heard of. */
@ApplicationScoped
public class MonitorStore {

  private static final String RESOLVE =
      """
      SELECT q.ref, m.id, m.name, m.fresh_at
        FROM unnest(?::text[]) AS q (ref)
       CROSS JOIN LATERAL (
         SELECT * FROM monitor WHERE id = q.ref OR name = q.ref
          ORDER BY (id = q.ref) DESC, fresh_at DESC LIMIT 1) m""";

  /**
   * Finds monitors by id or name; an id wins over a name, the freshest over others of its name.
   *
   * @return by reference; what was never heard of is absent
   */
  public Map<String, Monitor> resolve(Connection connection, Collection<String> references)
      throws SQLException {
    var found = new HashMap<String, Monitor>();
    try (var select = connection.prepareStatement(RESOLVE)) {
      select.setArray(
          1, connection.createArrayOf("text", references.stream().distinct().toArray()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              rows.getString(1),
              new Monitor(
                  rows.getString(2),
                  rows.getString(3),
                  rows.getObject(4, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return found;
  }

  /**
   * A monitor.
   *
   * @param id its id
   * @param name its newest name
   * @param freshAt intended time of the newest probe that was counted
   */
  public record Monitor(String id, String name, Instant freshAt) {}
}
