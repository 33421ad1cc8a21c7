package dev.tocsin.logs.segment;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A condition on rows as SQL.
 *
 * @param sql one boolean expression; NULL counts as false
 * @param values for its question marks, in order
 */
public record RowCondition(String sql, List<Object> values) {

  /** Keeps its own copy. */
  public RowCondition {
    values = List.copyOf(values);
  }

  /** True where this is false or unknown. */
  String otherwise() {
    return "NOT coalesce((" + sql + "), false)";
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
