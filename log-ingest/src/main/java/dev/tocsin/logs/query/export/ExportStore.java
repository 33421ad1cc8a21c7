package dev.tocsin.logs.query.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.query.Question;
import dev.tocsin.logs.query.SearchStore;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.sql.LogsView;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.DuckDb;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentConfig;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.logs.segment.files.SegmentFiles;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds rows page by page, or writes them into one Parquet file. */
@Singleton
public class ExportStore {

  /** Rows held in memory at a time. */
  private static final int PAGE = 1000;

  private static final Duration FILE_LIMIT = Duration.ofMinutes(10);
  private static final long MOST_FILE_BYTES = 8L << 30;

  /** Something in the middle of an export failed: what was sent so far is not everything. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String reason) {
      super(reason);
    }
  }

  private final SearchStore search;
  private final LogStore store;
  private final SegmentFiles files;
  private final SegmentConfig config;
  private final ObjectMapper json;

  /** Works on the stored logs. */
  @Inject
  public ExportStore(
      SearchStore search,
      LogStore store,
      SegmentFiles files,
      SegmentConfig config,
      ObjectMapper json) {
    this.search = search;
    this.store = store;
    this.files = files;
    this.config = config;
    this.json = json;
  }

  /**
   * Writes all rows behind a place, as fast as they are taken.
   *
   * @throws IOException when the reader is gone, or not every row could be read
   */
  void write(
      Question question, @Nullable Place after, boolean descending, Format format, OutputStream out)
      throws IOException {
    var form = new RowForm(json, format);
    if (after == null) {
      form.begin(out);
    }
    Place place = after;
    do {
      // A time limit for each page, not for the whole.
      var handle = new QueryHandle(config.queryTimeout());
      var found = search.search(handle, question, place, descending, PAGE);
      for (LogEntry row : found.rows()) {
        form.write(row, out);
      }
      if (found.missing() > 0) {
        throw new Broken("a segment could not be read");
      }
      place = found.next();
    } while (place != null);
  }

  /**
   * Writes all rows into a new file; the caller deletes it.
   *
   * @throws ProblemException 413 when the rows would need too large a file, 503
   */
  Path parquet(QueryHandle handle, Question question) throws IOException {
    Plan plan = store.plan(question.scope(), question.expr());
    if (plan.bytes() > MOST_FILE_BYTES) {
      throw ProblemException.tooLarge(
          "This reads more than 8 GiB; narrow the time range or take ndjson.");
    }
    Path file = files.scratch().resolve("export-" + UUID.randomUUID() + ".parquet");
    Files.createDirectories(files.scratch());
    try {
      var view = new LogsView(plan);
      int missing =
          store.read(
              handle,
              plan,
              reader -> {
                reader.elsewhere(
                    plan,
                    view.select(),
                    (source, paths) -> {
                      copy(handle, view, source, file);
                      return file;
                    });
                return reader.missing().size();
              });
      if (missing > 0) {
        throw ProblemException.unavailable(
            "Some segments cannot be read at present.", Duration.ofSeconds(30));
      }
      return file;
    } catch (RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** How long the writing of a file may take. */
  static QueryHandle handle() {
    return new QueryHandle(FILE_LIMIT);
  }

  private void copy(QueryHandle handle, LogsView view, Predicate source, Path file)
      throws SQLException {
    String names =
        view.names().stream().map(SegmentFormat::quoted).collect(Collectors.joining(", "));
    String sql =
        "COPY (WITH logs(%s) AS NOT MATERIALIZED (%s) SELECT * FROM logs) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(names, source.sql(), file.toString().replace("'", "''"));
    try (var database = new DuckDb(files.scratch(), "256MB", 1);
        Connection connection = database.connect();
        var statement = connection.prepareStatement(sql)) {
      source.bind(statement, 1);
      handle.begin(statement);
      try {
        statement.execute();
      } finally {
        handle.end();
      }
    } catch (SQLException e) {
      throw handle.over() ? new QueryStopped(e) : e;
    }
  }
}
