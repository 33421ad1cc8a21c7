package dev.tocsin.logs.query.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Reader;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.DuckDb;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.problem.FieldErrors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one SELECT in a DuckDB instance that is made for it: it can open the files of the plan and
 * nothing else, and its settings cannot be changed any more.
 */
@Singleton
public class SqlStore {

  private static final String MEMORY = "256MB";
  private static final int THREADS = 2;
  private static final long MOST_CHARS = 8L * 1024 * 1024;

  /**
   * A result.
   *
   * @param columns names
   * @param types DuckDB's types
   * @param rows values: numbers, truth values, text or null
   * @param truncated whether there was more
   * @param segments files that could be read
   * @param scannedRows rows in them
   */
  record Answer(
      List<String> columns,
      List<String> types,
      List<List<@Nullable Object>> rows,
      boolean truncated,
      int segments,
      long scannedRows) {}

  /** The statement failed while it ran; the reason is DuckDB's, about the user's own text. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }

  private final LogStore store;
  private final SegmentFiles files;
  private final ObjectMapper json;

  /** Works on the stored logs. */
  @Inject
  public SqlStore(LogStore store, SegmentFiles files, ObjectMapper json) {
    this.store = store;
    this.files = files;
    this.json = json;
  }

  /** Rows of a SELECT over the view {@code logs} of a scope. */
  Answer ask(QueryHandle handle, Scope scope, Expr expr, String sql, int limit) {
    Plan plan = store.plan(scope, expr);
    var view = new LogsView(plan);
    return store.read(
        handle,
        plan,
        reader ->
            reader.elsewhere(
                plan,
                view.select(),
                (source, paths) -> run(handle, reader, view, source, paths, sql, limit)));
  }

  private Answer run(
      QueryHandle handle,
      Reader reader,
      LogsView view,
      Predicate source,
      Collection<Path> paths,
      String sql,
      int limit)
      throws SQLException {
    try (var database = new DuckDb(files.scratch(), MEMORY, THREADS);
        Connection connection = database.connect()) {
      check(connection, sql);
      close(connection, paths);
      // The line end keeps a comment at the end of the statement from swallowing the bracket.
      String whole =
          "WITH logs("
              + names(view)
              + ") AS NOT MATERIALIZED ("
              + source.sql()
              + ")\n"
              + "SELECT * FROM (\n"
              + sql.strip().replaceAll(";\\s*$", "")
              + "\n) AS answer LIMIT "
              + (limit + 1);
      try (var statement = connection.prepareStatement(whole)) {
        source.bind(statement, 1);
        handle.begin(statement);
        try (var rows = statement.executeQuery()) {
          return read(rows, limit, reader);
        } finally {
          handle.end();
        }
      } catch (SQLException e) {
        if (handle.over() || String.valueOf(e.getMessage()).startsWith("INTERRUPT")) {
          throw new dev.tocsin.logs.segment.QueryStopped(e);
        }
        throw new Refused(reason(String.valueOf(e.getMessage())));
      }
    }
  }

  /** DuckDB's parser says what the statement is; ours says whether that is allowed. */
  private void check(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (var rows = statement.executeQuery()) {
        rows.next();
        JsonNode parsed = json.readTree(rows.getString(1));
        var errors = new FieldErrors();
        String broken = SqlCheck.broken(parsed);
        if (broken != null) {
          errors.add("sql", broken);
        }
        errors.throwIfAny();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** From here on the instance opens these files only, and stays so. */
  private static void close(Connection connection, Collection<Path> paths) throws SQLException {
    String list =
        paths.stream()
            .map(path -> "'" + path.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    DuckDb.execute(connection, "SET allowed_paths = " + list);
    DuckDb.execute(connection, "SET enable_external_access = false");
    DuckDb.execute(connection, "SET lock_configuration = true");
  }

  private static String names(LogsView view) {
    return view.names().stream().map(SegmentFormat::quoted).collect(Collectors.joining(", "));
  }

  private static Answer read(ResultSet rows, int limit, Reader reader) throws SQLException {
    var meta = rows.getMetaData();
    var columns = new ArrayList<String>();
    var types = new ArrayList<String>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnName(i));
      types.add(meta.getColumnTypeName(i));
    }
    var found = new ArrayList<List<@Nullable Object>>();
    long chars = 0;
    while (rows.next()) {
      if (found.size() == limit || chars > MOST_CHARS) {
        return new Answer(columns, types, found, true, reader.segments(), reader.rows());
      }
      var row = new ArrayList<@Nullable Object>();
      for (int i = 1; i <= columns.size(); i++) {
        Object value = value(rows.getObject(i));
        chars += value instanceof String text ? text.length() : 8;
        row.add(value);
      }
      found.add(row);
    }
    return new Answer(columns, types, found, false, reader.segments(), reader.rows());
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number when !Double.isFinite(number) -> number.toString();
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  /** The first line, without names of files. */
  private static String reason(String message) {
    String first =
        message.lines().findFirst().orElse("").replaceAll("[\"']?/[^\\s\"']+[\"']?", "…");
    return first.length() > 300 ? first.substring(0, 300) + "…" : first;
  }
}
