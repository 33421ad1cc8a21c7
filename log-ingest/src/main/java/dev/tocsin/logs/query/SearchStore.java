package dev.tocsin.logs.query;

import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryHandle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of rows, and counts that need the rows themselves. */
@Singleton
public class SearchStore {

  /**
   * Rows found.
   *
   * @param rows in the asked order
   * @param next where the next page begins; null at the end
   * @param segments files read
   * @param scannedRows rows in the blocks that were read
   * @param partial true when not everything was looked at
   * @param searchedNs how far everything was looked at when time ran out
   * @param missing segments that could not be had
   */
  public record Found(
      List<LogEntry> rows,
      @Nullable Place next,
      int segments,
      long scannedRows,
      boolean partial,
      @Nullable Long searchedNs,
      int missing) {}

  /**
   * A value and how often it occurs.
   *
   * @param value the value; null for rows without one
   * @param count number of rows
   */
  public record ValueCount(@Nullable String value, long count) {}

  /**
   * Rows in one step of a histogram.
   *
   * @param step number of the step, from 0
   * @param value what they have in common
   * @param count number of rows
   */
  public record StepCount(long step, @Nullable String value, long count) {}

  private final LogStore store;

  /** Works on the stored logs. */
  @Inject
  public SearchStore(LogStore store) {
    this.store = store;
  }

  /** One page of rows. */
  public Found search(
      QueryHandle handle, Question question, @Nullable Place after, boolean descending, int limit) {
    Question rest = after == null ? question : behind(question, after, descending);
    return page(handle, rest, new Pager(descending, limit, after, null));
  }

  /** One row by its id and exact time; null when it is not stored. */
  @Nullable LogEntry row(QueryHandle handle, Scope scope, RecordId id) {
    var same =
        new Predicate(
            "k_partition = "
                + id.partition()
                + " AND k_offset = "
                + id.offset()
                + " AND k_index = "
                + id.index(),
            List.of());
    var found = page(handle, new Question(scope, Expr.ALL), new Pager(true, 1, null, same));
    return found.rows().isEmpty() ? null : found.rows().getFirst();
  }

  /** Rows around a row, from the same service with the same resource. */
  Found neighbours(QueryHandle handle, Scope scope, LogEntry row, boolean before, int limit) {
    var place = new Place(row.timeNs(), row.position());
    var stream = new Predicate("resource = ?", List.of(row.resource()));
    var question = new Question(scope, Expr.exactly(Field.SERVICE, row.service()));
    return page(handle, behind(question, place, before), new Pager(before, limit, place, stream));
  }

  /** The most frequent values of a field among the matching rows, rows without it as null. */
  public List<ValueCount> values(QueryHandle handle, Question question, Select value, int limit) {
    var plan = store.plan(question.scope(), question.expr());
    return store.read(
        handle,
        plan,
        reader ->
            reader.all(
                plan,
                value,
                "SELECT c0, count(*) AS n FROM",
                "GROUP BY c0 ORDER BY n DESC, c0 LIMIT " + limit,
                rows -> {
                  var found = new ArrayList<ValueCount>();
                  while (rows.next()) {
                    found.add(new ValueCount(rows.getString(1), rows.getLong(2)));
                  }
                  return found;
                }));
  }

  /** Matching rows per step of {@code stepNs} from the scope's start, and value. */
  public List<StepCount> steps(QueryHandle handle, Question question, long stepNs, Select value) {
    var plan = store.plan(question.scope(), question.expr());
    var step = Select.of("(time_ns - " + question.scope().fromNs() + ") // " + stepNs);
    return store.read(
        handle,
        plan,
        reader ->
            reader.all(
                plan,
                step.and(value),
                "SELECT c0, c1, count(*) FROM",
                "GROUP BY c0, c1",
                rows -> {
                  var found = new ArrayList<StepCount>();
                  while (rows.next()) {
                    found.add(new StepCount(rows.getLong(1), rows.getString(2), rows.getLong(3)));
                  }
                  return found;
                }));
  }

  private Found page(QueryHandle handle, Question question, Pager pager) {
    var plan = store.plan(question.scope(), question.expr());
    return store.read(handle, plan, reader -> pager.read(reader, plan));
  }

  /** Segments that lie wholly before the cursor need not be looked at. */
  private static Question behind(Question question, Place after, boolean descending) {
    Scope scope = question.scope();
    return descending
        ? question.within(scope.fromNs(), Math.min(scope.toNs(), after.timeNs() + 1))
        : question.within(Math.max(scope.fromNs(), after.timeNs()), scope.toNs());
  }
}
