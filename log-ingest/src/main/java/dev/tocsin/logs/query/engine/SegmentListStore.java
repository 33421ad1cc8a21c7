package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.segment.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads from the catalogue which segments there are. */
@Singleton
public class SegmentListStore {

  private static final String LIVE =
      """
      SELECT id, project, file, min_time_ns, max_time_ns, row_count, byte_count, services,
             level_counts, max_severity, columns, CASE WHEN token_rule = ? THEN blocks ELSE 0 END
      FROM segment
      WHERE removed_at IS NULL AND max_time_ns >= ? AND min_time_ns < ?
        AND (?::bigint IS NULL OR project = ?)
      ORDER BY max_time_ns DESC
      """;

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public SegmentListStore(DataSource database) {
    this.database = database;
  }

  /** Segments with rows in the scope, the newest first. */
  List<Segment> live(Scope scope) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(LIVE)) {
      statement.setInt(1, Tokens.RULE);
      statement.setLong(2, scope.fromNs());
      statement.setLong(3, scope.toNs());
      statement.setObject(4, scope.project());
      statement.setObject(5, scope.project());
      var found = new ArrayList<Segment>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(segment(rows));
        }
      }
      return found;
    }
  }

  private static Segment segment(ResultSet row) throws SQLException {
    return new Segment(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        List.of((String[]) row.getArray(8).getArray()),
        Segment.severities((Long[]) row.getArray(9).getArray(), row.getInt(10)),
        Columns.of(List.of((String[]) row.getArray(11).getArray())),
        row.getInt(12));
  }
}
