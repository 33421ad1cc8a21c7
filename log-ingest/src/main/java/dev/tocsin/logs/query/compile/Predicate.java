package dev.tocsin.logs.query.compile;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A condition as SQL.
 *
 * @param sql one boolean expression in brackets where needed; NULL counts as false
 * @param values for its question marks, in order
 */
public record Predicate(String sql, List<Object> values) {

  /** Keeps its own copy. */
  public Predicate {
    values = List.copyOf(values);
  }

  /** Binds the values from {@code index} (from 1) on, and returns the next free index. */
  public int bind(PreparedStatement statement, int index) throws SQLException {
    int next = index;
    for (Object value : values) {
      statement.setObject(next++, value);
    }
    return next;
  }
}
