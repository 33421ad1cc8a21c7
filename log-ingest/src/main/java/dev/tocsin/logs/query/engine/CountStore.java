package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Tombstone;
import dev.tocsin.logs.query.compile.Tombstones;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.segment.SlotCount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts kept beside the segments: rows per ten seconds, service and level. Conditions on nothing
 * but these are answered without opening a file.
 */
@Singleton
public class CountStore {

  private static final long NS_PER_SLOT = SlotCount.SECONDS * 1_000_000_000L;
  private static final String SUMS =
      """
      SELECT (slot * 10 - ?) / ? AS step, %s AS name, level, sum(n) FROM log_count
      WHERE slot >= ? AND slot < ?
        AND (?::bigint IS NULL OR project = ?) AND (?::text IS NULL OR service = ?)
      GROUP BY 1, 2, 3
      """;

  /**
   * Rows of one level of one service in one step.
   *
   * @param step number of the step, from 0
   * @param service the service; empty where services do not matter
   * @param level 0 unknown, 1 trace … 6 fatal
   * @param count number of rows
   */
  public record Cell(int step, String service, int level, long count) {}

  private final DataSource database;
  private final Tombstones tombstones;

  /** Works on the service's own database. */
  @Inject
  public CountStore(DataSource database, Tombstones tombstones) {
    this.database = database;
    this.tombstones = tombstones;
  }

  /**
   * Matching rows per step, service and level; null when the condition needs the rows. The range is
   * widened to whole slots of ten seconds.
   *
   * @param stepSeconds a multiple of ten
   * @param services whether to tell services apart
   */
  public @Nullable List<Cell> cells(Scope scope, Expr expr, long stepSeconds, boolean services)
      throws SQLException {
    if (!countable(expr) || rowsAreBeingDeleted(scope)) {
      return null;
    }
    boolean byService = services || namesService(expr);
    var cells = new ArrayList<Cell>();
    for (Cell cell : sums(scope, expr, stepSeconds, byService)) {
      int numbers = cell.level() == 0 ? 1 : 0b1111 << (cell.level() * 4 - 3);
      var bounds = new Bounds(List.of(cell.service()), numbers);
      if (bounds.must(expr)) {
        cells.add(cell);
      } else if (bounds.may(expr)) {
        return null;
      }
    }
    return cells;
  }

  /** Until their files are rewritten, deleted rows are still counted here. */
  private boolean rowsAreBeingDeleted(Scope scope) throws SQLException {
    return tombstones.applicable(scope.project(), scope.fromNs(), scope.toNs()).stream()
        .anyMatch(Tombstone::pending);
  }

  private List<Cell> sums(Scope scope, Expr expr, long stepSeconds, boolean byService)
      throws SQLException {
    long from = Math.floorDiv(scope.fromNs(), NS_PER_SLOT) * SlotCount.SECONDS;
    String service = onlyService(expr);
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(SUMS.formatted(byService ? "service" : "''::text"))) {
      statement.setLong(1, from);
      statement.setLong(2, stepSeconds);
      statement.setLong(3, from / SlotCount.SECONDS);
      statement.setLong(4, Math.ceilDiv(scope.toNs(), NS_PER_SLOT));
      statement.setObject(5, scope.project());
      statement.setObject(6, scope.project());
      statement.setString(7, service);
      statement.setString(8, service);
      var found = new ArrayList<Cell>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Cell(rows.getInt(1), rows.getString(2), rows.getInt(3), rows.getLong(4)));
        }
      }
      return found;
    }
  }

  /** Whether the condition speaks of services and levels only. */
  private static boolean countable(Expr expr) {
    return switch (expr) {
      case Expr.All all -> true;
      case Expr.And and -> and.parts().stream().allMatch(CountStore::countable);
      case Expr.Or or -> or.parts().stream().allMatch(CountStore::countable);
      case Expr.Not not -> countable(not.part());
      case Expr.Severity severity -> true;
      case Expr.Text text ->
          text.field() instanceof Field.Service && new TextMatch(text).decidable();
      case Expr.Number number -> false;
      case Expr.Time time -> false;
      case Expr.Exists exists -> exists.field() instanceof Field.Service;
    };
  }

  private static boolean namesService(Expr expr) {
    return switch (expr) {
      case Expr.And and -> and.parts().stream().anyMatch(CountStore::namesService);
      case Expr.Or or -> or.parts().stream().anyMatch(CountStore::namesService);
      case Expr.Not not -> namesService(not.part());
      case Expr.Text text -> true;
      case Expr.All all -> false;
      case Expr.Severity severity -> false;
      case Expr.Number number -> false;
      case Expr.Time time -> false;
      case Expr.Exists exists -> false;
    };
  }

  /** The one service that rows can be of, when the condition says so plainly. */
  private static @Nullable String onlyService(Expr expr) {
    return switch (expr) {
      case Expr.Text text when text.kind() == Expr.Kind.EXACT && text.caseSensitive() ->
          text.pattern();
      case Expr.And and ->
          and.parts().stream()
              .map(CountStore::onlyService)
              .filter(java.util.Objects::nonNull)
              .findFirst()
              .orElse(null);
      default -> null;
    };
  }
}
