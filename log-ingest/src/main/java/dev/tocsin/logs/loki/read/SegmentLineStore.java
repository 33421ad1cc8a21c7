package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.compile.Tombstone;
import dev.tocsin.logs.query.compile.Tombstones;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Reader;
import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.record.RecordId;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentFormat;
import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines from the segments. */
@Singleton
class SegmentLineStore implements LineStore {

  private static final int LARGEST_PAGE = 20_000;
  private static final int BLOCKS_AT_ONCE = 8;
  private static final int MAX_GROUPS = 200_000;
  private static final Duration COUNTING = Duration.ofSeconds(10);
  private static final Comparator<StoredLine> OLDEST_FIRST =
      Comparator.comparingLong(StoredLine::timeNs).thenComparing(StoredLine::position);

  private final LogStore logs;
  private final SlotCountStore slots;
  private final Tombstones tombstones;
  private final KeyMemory memory;

  @Inject
  SegmentLineStore(LogStore logs, SlotCountStore slots, Tombstones tombstones, Clock clock) {
    this.logs = logs;
    this.slots = slots;
    this.tombstones = tombstones;
    this.memory = new KeyMemory(clock);
  }

  private Plan plan(Slice slice) {
    return logs.plan(
        new Scope(slice.project(), slice.fromNs(), Math.max(slice.fromNs(), slice.toNs())),
        slice.where());
  }

  @Override
  public boolean ordered(
      QueryHandle handle, Slice slice, boolean newestFirst, int page, Taker taker) {
    Plan plan = plan(slice);
    return logs.read(
        handle,
        plan,
        reader -> {
          boolean some = false;
          int size = page;
          StoredLine after = null;
          while (true) {
            List<StoredLine> rows;
            try {
              rows = page(reader, plan, after, newestFirst, size);
            } catch (QueryStopped e) {
              if (some) {
                return false;
              }
              throw e;
            }
            for (StoredLine row : rows) {
              some = true;
              if (!taker.take(row)) {
                return true;
              }
            }
            if (rows.size() < size) {
              return true;
            }
            after = rows.getLast();
            size = Math.min(LARGEST_PAGE, size * 4);
          }
        });
  }

  private static List<StoredLine> page(
      Reader reader, Plan plan, @Nullable StoredLine after, boolean newestFirst, int size)
      throws SQLException {
    String way = newestFirst ? " DESC" : " ASC";
    String order = "ORDER BY c0" + way + ", c5" + way + ", c6" + way + ", c7" + way;
    List<StoredLine> page = new ArrayList<>();
    for (Plan.Batch batch : plan.batches(newestFirst)) {
      if (after != null && behind(batch, after, newestFirst)) {
        continue;
      }
      var columns = RowColumns.of(batch.parts().getFirst().segment().columns(), null);
      StoredLine worst = page.size() < size ? null : page.getLast();
      page.addAll(
          reader.batch(
              batch.parts(),
              columns.select(),
              own(condition(after, worst, newestFirst)),
              "SELECT * FROM",
              order + " LIMIT " + size,
              rows -> all(rows, columns)));
      page.sort(newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST);
      if (page.size() > size) {
        page = new ArrayList<>(page.subList(0, size));
      }
      boolean settled =
          page.size() == size
              && (newestFirst
                  ? page.getLast().timeNs() > batch.horizonNs()
                  : page.getLast().timeNs() < batch.horizonNs());
      if (settled) {
        break;
      }
    }
    return page;
  }

  /** Whether everything in a batch was handed over with earlier pages. */
  private static boolean behind(Plan.Batch batch, StoredLine after, boolean newestFirst) {
    return batch.parts().stream()
        .allMatch(
            part ->
                newestFirst
                    ? part.segment().minNs() > after.timeNs()
                    : part.segment().maxNs() < after.timeNs());
  }

  private static String condition(
      @Nullable StoredLine after, @Nullable StoredLine worst, boolean newestFirst) {
    var parts = new ArrayList<String>();
    if (after != null) {
      RecordId at = after.position();
      parts.add("time_ns " + (newestFirst ? "<= " : ">= ") + after.timeNs());
      parts.add(
          "(time_ns, k_partition, k_offset, k_index) %s (%d, %d, %d, %d)"
              .formatted(
                  newestFirst ? "<" : ">",
                  after.timeNs(),
                  at.partition(),
                  at.offset(),
                  at.index()));
    }
    if (worst != null) {
      parts.add("time_ns " + (newestFirst ? ">= " : "<= ") + worst.timeNs());
    }
    return String.join(" AND ", parts);
  }

  /** A condition in our own text; none holds for every line. */
  private static Predicate own(String condition) {
    return new Predicate(condition.isEmpty() ? "true" : condition, List.of());
  }

  private static List<StoredLine> all(ResultSet rows, RowColumns columns) throws SQLException {
    var list = new ArrayList<StoredLine>();
    while (rows.next()) {
      list.add(columns.read(rows));
    }
    return list;
  }

  @Override
  public boolean scan(QueryHandle handle, Slice slice, Set<String> labels, Taker taker) {
    Plan plan = plan(slice);
    return logs.read(
        handle,
        plan,
        reader -> {
          boolean some = false;
          try {
            for (Plan.Batch batch : plan.batches(true)) {
              var first = batch.parts().getFirst();
              var columns = RowColumns.of(first.segment().columns(), labels);
              for (String part : parts(batch)) {
                if (!reader.batch(
                    batch.parts(),
                    columns.select(),
                    own(part),
                    "SELECT * FROM",
                    "",
                    rows -> each(rows, columns, taker))) {
                  return true;
                }
                some = true;
              }
            }
            return true;
          } catch (QueryStopped e) {
            if (some) {
              return false;
            }
            throw e;
          }
        });
  }

  /** A large segment is read in pieces, so that no result becomes large. */
  private static List<String> parts(Plan.Batch batch) {
    int blocks = batch.parts().stream().mapToInt(part -> part.segment().blocks()).max().orElse(0);
    if (blocks <= BLOCKS_AT_ONCE || batch.parts().size() > 1) {
      return List.of("");
    }
    var parts = new ArrayList<String>();
    for (int from = 0; from < blocks; from += BLOCKS_AT_ONCE) {
      parts.add(SegmentFormat.BLOCK + " BETWEEN " + from + " AND " + (from + BLOCKS_AT_ONCE - 1));
    }
    return parts;
  }

  private static boolean each(ResultSet rows, RowColumns columns, Taker taker) throws SQLException {
    while (rows.next()) {
      if (!taker.take(columns.read(rows))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Group> groups(
      QueryHandle handle, Slice slice, long bucketNs, List<Key> keys, boolean bytes) {
    Plan plan = plan(slice);
    String time = "(time_ns - " + slice.fromNs() + ") // " + bucketNs;
    Select select = Select.of(time, bytes ? "strlen(body)" : "0");
    for (Key key : keys) {
      select = select.and(columns -> List.of(expression(key, columns)));
    }
    var names = new StringBuilder("c0");
    for (int i = 0; i < keys.size(); i++) {
      names.append(", c").append(i + 2);
    }
    String before = "SELECT count(*), sum(c1), " + names + " FROM";
    String after = "GROUP BY " + names + " LIMIT " + MAX_GROUPS;
    Select all = select;
    return logs.read(
        handle, plan, reader -> reader.all(plan, all, before, after, rows -> read(rows, keys)));
  }

  private static List<Group> read(ResultSet rows, List<Key> keys) throws SQLException {
    var groups = new ArrayList<Group>();
    while (rows.next()) {
      var values = new ArrayList<@Nullable String>();
      for (int i = 0; i < keys.size(); i++) {
        values.add(rows.getString(4 + i));
      }
      groups.add(new Group(rows.getLong(3), values, rows.getLong(1), rows.getLong(2)));
    }
    return groups;
  }

  private static Predicate expression(Key key, Columns columns) {
    return switch (key) {
      case Key.Service service -> new Predicate("service", List.of());
      case Key.Level level -> new Predicate("((severity + 3) // 4)::VARCHAR", List.of());
      case Key.Resource resource -> new Predicate("resource", List.of());
      case Key.OneOf one -> {
        var parts = one.fields().stream().map(field -> SqlCompiler.text(field, columns)).toList();
        yield new Predicate(
            parts.stream().map(Predicate::sql).collect(Collectors.joining(", ", "coalesce(", ")")),
            parts.stream().flatMap(part -> part.values().stream()).toList());
      }
    };
  }

  @Override
  public List<Group> counts(@Nullable Long project, long fromNs, long toNs, long bucketNs) {
    if (rowsAreBeingDeleted(project, fromNs, toNs)) {
      // Until their files are rewritten, deleted rows are still counted in the catalogue.
      return groups(
          new QueryHandle(COUNTING),
          new Slice(project, fromNs, toNs, Expr.ALL),
          bucketNs,
          List.of(new Key.Service(), new Key.Level()),
          false);
    }
    return slots.counts(project, fromNs, toNs, bucketNs);
  }

  private boolean rowsAreBeingDeleted(@Nullable Long project, long fromNs, long toNs) {
    try {
      return tombstones.applicable(project, fromNs, toNs).stream().anyMatch(Tombstone::pending);
    } catch (SQLException e) {
      throw ProblemException.unavailable("The log store does not answer.", Duration.ofSeconds(5));
    }
  }

  @Override
  public Size size(Slice slice) {
    Plan plan = plan(slice);
    var services = new HashSet<String>();
    plan.chosen().forEach(one -> services.addAll(one.segment().services()));
    return new Size(plan.chosen().size(), services.size(), plan.rows(), plan.bytes());
  }

  @Override
  public Set<String> keys(QueryHandle handle, @Nullable Long project, long fromNs, long toNs) {
    return memory.keys(project, fromNs, toNs, () -> readKeys(handle, project, fromNs, toNs));
  }

  /** Promoted keys of all segments, all keys of the newest batch. */
  private Set<String> readKeys(QueryHandle handle, @Nullable Long project, long fromNs, long toNs) {
    Plan plan = plan(new Slice(project, fromNs, toNs, Expr.ALL));
    var keys = new HashSet<String>();
    for (Plan.Chosen one : plan.chosen()) {
      one.segment().columns().promoted().forEach(column -> keys.add(SegmentFormat.key(column)));
    }
    var batches = plan.batches(true);
    if (!batches.isEmpty()) {
      Select both = Select.of("attributes", "resource");
      logs.read(
          handle,
          plan,
          reader ->
              reader.batch(
                  batches.getFirst().parts(),
                  both,
                  own(""),
                  "SELECT DISTINCT unnest(json_keys(c0) || json_keys(c1)) FROM",
                  "LIMIT 5000",
                  rows -> {
                    while (rows.next()) {
                      keys.add(rows.getString(1));
                    }
                    return true;
                  }));
    }
    return keys;
  }
}
