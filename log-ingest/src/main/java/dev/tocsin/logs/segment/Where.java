package dev.tocsin.logs.segment;

import dev.tocsin.logs.record.LogFilter;
import java.util.ArrayList;
import java.util.List;

/** A filter as SQL with parameters. */
final class Where {

  private final StringBuilder sql = new StringBuilder(" WHERE time_ns >= ? AND time_ns < ?");
  private final List<Object> values = new ArrayList<>();

  Where(LogFilter filter) {
    values.add(filter.fromNs());
    values.add(filter.toNs());
    if (filter.service() != null) {
      and("service = ?", filter.service());
    }
    if (filter.minSeverity() > 0) {
      and("severity >= ?", filter.minSeverity());
    }
    if (filter.traceId() != null) {
      and("trace_id = ?", filter.traceId());
    }
    if (filter.text() != null) {
      and(
          "(contains(lower(body), lower(?)) OR contains(lower(attributes), lower(?)))",
          filter.text(),
          filter.text());
    }
  }

  /** Only rows strictly behind {@code place} in the given direction. */
  void behind(Place place, boolean descending) {
    String past = descending ? "<" : ">";
    long time = place.timeNs();
    var id = place.id();
    and("time_ns " + past + "= ?", time);
    and(
        ("(time_ns %1$s ? OR k_partition %1$s ? OR (k_partition = ? AND (k_offset %1$s ?"
                + " OR (k_offset = ? AND k_index %1$s ?))))")
            .formatted(past),
        time,
        id.partition(),
        id.partition(),
        id.offset(),
        id.offset(),
        id.index());
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return values;
  }

  private void and(String condition, Object... parameters) {
    sql.append(" AND ").append(condition);
    values.addAll(List.of(parameters));
  }
}
