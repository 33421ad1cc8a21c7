package dev.tocsin.logs.segment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the rows of several files, in the order of a segment, into slices that can be sorted in
 * little memory one after the other.
 */
final class MergeSlices {

  private static final long MOST_ROWS = 128 * 1024;
  private static final long STEP_NS = 500_000_000L;

  /** A place in the order: rows of a service from a time on. */
  private record Edge(String service, long timeNs) {}

  private MergeSlices() {}

  /** Conditions, one per slice; together they hold for every row, and no two for the same. */
  static List<String> of(DuckDBConnection connection, String files) throws SQLException {
    var edges = new ArrayList<Edge>();
    String sql =
        "SELECT service, time_ns // %d AS step, count(*) FROM %s GROUP BY ALL ORDER BY ALL"
            .formatted(STEP_NS, files);
    try (var statement = connection.createStatement();
        ResultSet groups = statement.executeQuery(sql)) {
      long rows = 0;
      while (groups.next()) {
        long group = groups.getLong(3);
        if (rows > 0 && rows + group > MOST_ROWS) {
          edges.add(new Edge(groups.getString(1), groups.getLong(2) * STEP_NS));
          rows = 0;
        }
        rows += group;
      }
    }
    var conditions = new ArrayList<String>(edges.size() + 1);
    for (int i = 0; i <= edges.size(); i++) {
      conditions.add(
          between(i == 0 ? null : edges.get(i - 1), i == edges.size() ? null : edges.get(i)));
    }
    return conditions;
  }

  /** Bounds on single columns come with it, because only those skip row groups. */
  private static String between(@Nullable Edge from, @Nullable Edge to) {
    var condition = new StringBuilder("true");
    if (from != null) {
      String service = SegmentSql.literal(from.service());
      condition.append(" AND service >= ").append(service);
      condition
          .append(" AND (service > ")
          .append(service)
          .append(" OR time_ns >= ")
          .append(from.timeNs())
          .append(')');
    }
    if (to != null) {
      String service = SegmentSql.literal(to.service());
      condition.append(" AND service <= ").append(service);
      condition
          .append(" AND (service < ")
          .append(service)
          .append(" OR time_ns < ")
          .append(to.timeNs())
          .append(')');
    }
    if (from != null && to != null && from.service().equals(to.service())) {
      condition.append(" AND time_ns >= ").append(from.timeNs());
      condition.append(" AND time_ns < ").append(to.timeNs());
    }
    return condition.toString();
  }
}
