package dev.tocsin.logs.action.count;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.language.Expr;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A definition as one SQL statement over rows in memory or files. A grouping field with very many
 * values is cut to its most frequent ones here, so that the answer is bounded.
 */
public final class CountSql {

  private static final int MAX_GROUP_LENGTH = 120;

  private CountSql() {}

  /**
   * The statement.
   *
   * @param from what stands behind FROM
   * @param where a further condition
   */
  public static Predicate of(Counting counting, Columns columns, String from, Predicate where) {
    var values = new ArrayList<Object>();
    Predicate good = SqlCompiler.compile(counting.good(), columns);
    Predicate valid = SqlCompiler.compile(counting.valid(), columns);
    values.addAll(good.values());
    String group = "''";
    if (counting.groupBy() != null) {
      Predicate text = SqlCompiler.text(counting.groupBy(), columns);
      group = group(text);
      values.addAll(text.values());
    }
    values.addAll(where.values());
    values.addAll(valid.values());
    String counted =
        "SELECT time_ns // 10000000000 AS slot, %s AS good, %s AS grp FROM %s WHERE %s AND %s"
            .formatted(isTrue(counting.good(), good), group, from, where.sql(), valid.sql());
    String sums = "count(*) FILTER (WHERE good) AS good, count(*) AS valid";
    if (counting.groupBy() == null) {
      return new Predicate(
          "SELECT slot, grp, %s FROM (%s) GROUP BY slot, grp".formatted(sums, counted), values);
    }
    String sql =
        """
        WITH lines AS MATERIALIZED (%s),
             top AS (SELECT grp FROM lines GROUP BY grp ORDER BY count(*) DESC, grp LIMIT %d)
        SELECT slot, CASE WHEN grp IN (SELECT grp FROM top) THEN grp ELSE '%s' END AS grp, %s
          FROM lines GROUP BY ALL"""
            .formatted(counted, counting.groupLimit(), Counting.OTHER_GROUPS, sums);
    return new Predicate(sql, values);
  }

  /** Runs the statement over rows in memory. */
  public static List<Cell> live(Connection duck, String table, Columns columns, Counting counting)
      throws SQLException {
    var project = new Predicate("project = ?", List.of(counting.project()));
    Predicate query = of(counting, columns, table, project);
    try (PreparedStatement statement = duck.prepareStatement(query.sql())) {
      query.bind(statement, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    }
  }

  /** The cells of an answer. */
  public static List<Cell> read(ResultSet rows) throws SQLException {
    var cells = new ArrayList<Cell>();
    while (rows.next()) {
      cells.add(new Cell(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getLong(4)));
    }
    return cells;
  }

  /** The group's name: short, and never empty. */
  static String group(Predicate text) {
    return "coalesce(nullif(left(replace(%s, chr(0), ' '), %d), ''), '%s')"
        .formatted(text.sql(), MAX_GROUP_LENGTH, Counting.NO_GROUP);
  }

  /** Whether a line is good; one that cannot be judged is not. */
  static String isTrue(Expr expr, Predicate compiled) {
    return expr instanceof Expr.All ? "true" : "coalesce(" + compiled.sql() + ", false)";
  }
}
