package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.Plan.Chosen;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.files.Lease;
import dev.tocsin.logs.segment.files.SegmentFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a plan chose, on one connection for one question. */
public final class Reader {

  /** Takes the rows of a statement. */
  public interface Rows<T> {
    /** Reads the result to the end, or as far as it wants. */
    T read(ResultSet rows) throws SQLException;
  }

  private static final Predicate NONE = new Predicate("true", List.of());

  private final Scope scope;
  private final SegmentFiles files;
  private final Connection connection;
  private final QueryHandle handle;
  private final Map<String, String> missing = new TreeMap<>();
  private int segments;
  private long rows;

  Reader(Scope scope, SegmentFiles files, Connection connection, QueryHandle handle) {
    this.scope = scope;
    this.files = files;
    this.connection = connection;
    this.handle = handle;
  }

  /** Works on the rows with something else than this connection, while the files are open. */
  public interface Elsewhere<T> {
    /** Gets the rows as SQL, and the files that it names. */
    T read(Predicate source, Collection<Path> paths) throws SQLException;
  }

  /** Whether the question should stop here. */
  public boolean over() {
    return handle.over();
  }

  /** Segments that could not be had, with the reason. */
  public Map<String, String> missing() {
    return missing;
  }

  /** Segments looked at so far. */
  public int segments() {
    return segments;
  }

  /** Rows in the blocks looked at so far. */
  public long rows() {
    return rows;
  }

  /**
   * Asks over all segments of a plan at once: {@code before}, the rows as a subquery, {@code
   * after}. Both are our own text. When there is nothing to read, the result has no rows.
   */
  public <T> T all(Plan plan, Select select, String before, String after, Rows<T> reading)
      throws SQLException {
    return ask(Plan.groups(plan.chosen()), select, NONE, before, after, reading);
  }

  /** Asks over one batch, with one more condition. */
  public <T> T batch(
      List<Chosen> parts,
      Select select,
      Predicate condition,
      String before,
      String after,
      Rows<T> reading)
      throws SQLException {
    return ask(Plan.groups(parts), select, condition, before, after, reading);
  }

  private <T> T ask(
      List<List<Chosen>> groups,
      Select select,
      Predicate condition,
      String before,
      String after,
      Rows<T> reading)
      throws SQLException {
    List<String> names =
        groups.stream().flatMap(List::stream).map(part -> part.segment().file()).toList();
    Duration patience = Duration.ofNanos(handle.remainingNanos());
    try (Lease lease = files.open(names, patience)) {
      return run(sources(groups, lease, select, condition), before, after, reading);
    }
  }

  /** Gives the rows of a plan to something else than this connection. */
  public <T> T elsewhere(Plan plan, Select select, Elsewhere<T> elsewhere) throws SQLException {
    List<String> names = plan.chosen().stream().map(part -> part.segment().file()).toList();
    try (Lease lease = files.open(names, Duration.ofNanos(handle.remainingNanos()))) {
      return elsewhere.read(
          sources(Plan.groups(plan.chosen()), lease, select, NONE), lease.paths());
    }
  }

  private Predicate sources(
      List<List<Chosen>> groups, Lease lease, Select select, Predicate condition) {
    missing.putAll(lease.missing());
    var sql = new StringBuilder();
    var values = new ArrayList<Object>();
    for (List<Chosen> group : groups) {
      var there = new LinkedHashMap<Chosen, Path>();
      for (Chosen part : group) {
        Path path = lease.path(part.segment().file());
        if (path != null) {
          there.put(part, path);
          segments++;
          rows += part.rows();
        }
      }
      if (!there.isEmpty()) {
        Predicate one =
            SourceSql.rows(scope, List.copyOf(there.keySet()), there.values(), select, condition);
        sql.append(sql.isEmpty() ? "" : " UNION ALL ").append(one.sql());
        values.addAll(one.values());
      }
    }
    return new Predicate(sql.isEmpty() ? nothing(select) : sql.toString(), values);
  }

  private <T> T run(Predicate source, String before, String after, Rows<T> reading)
      throws SQLException {
    String sql = before + " (" + source.sql() + ") " + after;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      source.bind(statement, 1);
      handle.begin(statement);
      try (ResultSet found = statement.executeQuery()) {
        return reading.read(found);
      } finally {
        handle.end();
      }
    } catch (SQLException e) {
      throw handle.over() || String.valueOf(e.getMessage()).startsWith("INTERRUPT")
          ? new QueryStopped(e)
          : e;
    }
  }

  private static String nothing(Select select) {
    int columns = select.expressions(Columns.FIXED).size();
    var sql = new StringBuilder("SELECT ");
    for (int i = 0; i < columns; i++) {
      sql.append(i == 0 ? "" : ", ").append("NULL AS c").append(i);
    }
    return sql.append(" WHERE false").toString();
  }
}
