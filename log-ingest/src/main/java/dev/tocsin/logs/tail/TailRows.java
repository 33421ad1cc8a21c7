package dev.tocsin.logs.tail;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.engine.WholeRows;
import dev.tocsin.logs.record.LogEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One small batch of rows in memory, asked by every listener.
 *
 * @param connection has the table
 * @param table the rows
 * @param columns their promoted columns
 */
record TailRows(Connection connection, String table, Columns columns) {

  /** Hands a listener what fits of the rows it waits for, and the number of the others. */
  void offerTo(Listener listener) throws SQLException {
    Predicate condition = SqlCompiler.compile(listener.expr(), columns);
    Long project = listener.project();
    String where =
        " FROM "
            + table
            + " WHERE "
            + (project == null ? "" : "project = " + project + " AND ")
            + condition.sql();
    int room = listener.room();
    List<LogEntry> rows = room == 0 ? List.of() : rows(condition, where, room);
    long all = rows.size() < room ? rows.size() : count(condition, where);
    if (all > 0) {
      listener.offer(rows, all - rows.size());
    }
  }

  private List<LogEntry> rows(Predicate condition, String where, int room) throws SQLException {
    List<Predicate> expressions = WholeRows.select().expressions(columns);
    String select =
        expressions.stream().map(Predicate::sql).collect(Collectors.joining(", ", "SELECT ", ""));
    String order = " ORDER BY time_ns, k_partition, k_offset, k_index LIMIT " + room;
    try (var statement = connection.prepareStatement(select + where + order)) {
      int next = 1;
      for (Predicate expression : expressions) {
        next = expression.bind(statement, next);
      }
      condition.bind(statement, next);
      var rows = new ArrayList<LogEntry>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(WholeRows.read(found, columns));
        }
      }
      return rows;
    }
  }

  private long count(Predicate condition, String where) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT count(*)" + where)) {
      condition.bind(statement, 1);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }
}
