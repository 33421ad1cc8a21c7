package dev.tocsin.logs.impact;

import dev.tocsin.logs.catalogue.CatalogueQueryStore;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.record.Level;
import dev.tocsin.logs.record.LogFilter;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors of a range: how many, which messages, which lines. */
@Singleton
class ImpactStore {

  private static final int WORST = 17;

  private final CatalogueQueryStore catalogue;
  private final LogStore logs;

  @Inject
  ImpactStore(CatalogueQueryStore catalogue, LogStore logs) {
    this.catalogue = catalogue;
    this.logs = logs;
  }

  /**
   * A message and how often it came.
   *
   * @param body the beginning of the message
   * @param count how often
   */
  record Message(String body, long count) {}

  /**
   * A line.
   *
   * @param time when it was logged
   * @param service by whom
   * @param severity its severity number
   * @param body the beginning of the message
   * @param traceId 32 hex digits
   */
  record Line(Instant time, String service, int severity, String body, @Nullable String traceId) {}

  /** Lines at error or above, in whole slots of ten seconds, without opening a file. */
  long errors(@Nullable Long project, ImpactRange range) throws SQLException {
    var filter = new LogFilter(range.fromNs(), range.toNs(), range.service(), Level.ERROR);
    long whole = Math.max(10, (range.toNs() - range.fromNs()) / 1_000_000_000L + 20);
    return catalogue.totals(project, filter, whole).stream()
        .mapToLong(CatalogueQueryStore.StepTotal::count)
        .sum();
  }

  /** The most frequent messages; null when there was no time to look. */
  @Nullable List<Message> messages(
      QueryHandle handle, @Nullable Long project, ImpactRange range, int limit) {
    var select = Select.of("left(body, 300)");
    return read(
        handle,
        project,
        range,
        select,
        "SELECT c0, count(*) FROM",
        "GROUP BY c0 ORDER BY 2 DESC, c0 LIMIT " + limit,
        rows -> {
          var found = new ArrayList<Message>();
          while (rows.next()) {
            found.add(new Message(rows.getString(1), rows.getLong(2)));
          }
          return found;
        });
  }

  /** The newest lines; null when there was no time to look. */
  @Nullable List<Line> samples(
      QueryHandle handle, @Nullable Long project, ImpactRange range, int limit) {
    var select = Select.of("time_ns", "service", "severity", "left(body, 1000)", "trace_id");
    return read(
        handle,
        project,
        range,
        select,
        "SELECT * FROM",
        "ORDER BY c0 DESC LIMIT " + limit,
        rows -> {
          var found = new ArrayList<Line>();
          while (rows.next()) {
            long ns = rows.getLong(1);
            found.add(
                new Line(
                    Instant.ofEpochSecond(
                        Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)),
                    rows.getString(2),
                    rows.getInt(3),
                    rows.getString(4),
                    rows.getString(5)));
          }
          return found;
        });
  }

  private <T> @Nullable T read(
      QueryHandle handle,
      @Nullable Long project,
      ImpactRange range,
      Select select,
      String before,
      String after,
      dev.tocsin.logs.query.engine.Reader.Rows<T> reading) {
    try {
      Expr errors = Expr.atLeast(WORST);
      Expr expr =
          range.service() == null
              ? errors
              : Expr.and(errors, Expr.exactly(Field.SERVICE, range.service()));
      var plan = logs.plan(new Scope(project, range.fromNs(), range.toNs()), expr);
      return logs.read(handle, plan, reader -> reader.all(plan, select, before, after, reading));
    } catch (ProblemException tooSlow) {
      return null;
    }
  }
}
