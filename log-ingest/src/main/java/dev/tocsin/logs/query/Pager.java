package dev.tocsin.logs.query;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Reader;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.engine.WholeRows;
import dev.tocsin.logs.record.LogEntry;
import dev.tocsin.logs.segment.Place;
import dev.tocsin.logs.segment.QueryStopped;
import dev.tocsin.logs.segment.SegmentFormat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page, batch by batch in the order of time. A large batch is asked twice: first only for
 * the times of its best rows, then for those rows as a whole, which opens few blocks.
 */
final class Pager {

  /** Batches this small are read at once. */
  private static final long SMALL = 20_000;

  /** One block of this many left. */
  private static final int RARE = 3;

  private static final Select TIME = Select.of("time_ns", "0");
  private static final Select TIME_AND_BLOCK = Select.of("time_ns", SegmentFormat.BLOCK);

  private final boolean descending;
  private final int wanted;
  private final Predicate where;
  private final Page page;
  private int segments;
  private long rows;

  /**
   * A page of rows.
   *
   * @param after only rows behind this place
   * @param extra one more condition
   */
  Pager(boolean descending, int limit, @Nullable Place after, @Nullable Predicate extra) {
    this.descending = descending;
    this.wanted = limit + 1;
    this.page = new Page(descending, limit);
    var more = extra == null ? new Predicate("true", List.of()) : extra;
    this.where =
        after == null ? more : new Predicate(behind(after) + " AND " + more.sql(), more.values());
  }

  /** Reads until the page is full and certain, or nothing is left. */
  SearchStore.Found read(Reader reader, Plan plan) throws SQLException {
    Long horizon = null;
    for (Plan.Batch batch : plan.batches(descending)) {
      try {
        add(reader, batch.parts());
      } catch (QueryStopped e) {
        if (horizon == null) {
          throw e;
        }
        Place next = page.stopAt(horizon);
        return new SearchStore.Found(
            page.shown(), next, segments, rows, true, horizon, reader.missing().size());
      }
      segments += batch.parts().size();
      rows += batch.parts().stream().mapToLong(Plan.Chosen::rows).sum();
      horizon = batch.horizonNs();
      if (batch.last() || page.settled(horizon)) {
        break;
      }
    }
    int missing = reader.missing().size();
    return new SearchStore.Found(
        page.shown(), page.next(), segments, rows, missing > 0, null, missing);
  }

  private void add(Reader reader, List<Plan.Chosen> parts) throws SQLException {
    Predicate bound = where;
    Long worst = page.worstNs();
    if (worst != null) {
      bound = atLeast(bound, worst);
    }
    if (!few(parts)) {
      String order = " ORDER BY c0" + way() + " LIMIT " + wanted;
      boolean blocks = parts.stream().allMatch(part -> part.segment().blocks() > 0);
      Select select = blocks ? TIME_AND_BLOCK : TIME;
      Best best = reader.batch(parts, select, bound, "SELECT * FROM", order, Pager::best);
      if (best.times().isEmpty()) {
        return;
      }
      bound = among(best, blocks);
    }
    Columns columns = parts.getFirst().segment().columns();
    String order =
        Stream.of("c0", "c11", "c12", "c13")
            .map(column -> column + way())
            .collect(Collectors.joining(", ", " ORDER BY ", " LIMIT " + wanted));
    page.merge(
        reader.batch(
            parts,
            WholeRows.select(),
            bound,
            "SELECT * FROM",
            order,
            found -> {
              var entries = new ArrayList<LogEntry>();
              while (found.next()) {
                entries.add(WholeRows.read(found, columns));
              }
              return entries;
            }));
  }

  /** Where filters left few blocks, few rows will match: they are found and read in one go. */
  private static boolean few(List<Plan.Chosen> parts) {
    long toRead = parts.stream().mapToLong(Plan.Chosen::rows).sum();
    long all = parts.stream().mapToLong(part -> part.segment().rows()).sum();
    return toRead <= SMALL || toRead <= all / RARE;
  }

  private String way() {
    return descending ? " DESC" : "";
  }

  /** Where the best rows are. */
  private record Best(Set<Long> times, Set<Integer> blocks) {}

  private static Best best(ResultSet found) throws SQLException {
    var best = new Best(new TreeSet<>(), new TreeSet<>());
    while (found.next()) {
      best.times().add(found.getLong(1));
      best.blocks().add(found.getInt(2));
    }
    return best;
  }

  /**
   * Times are almost unique, so the dear condition is decided once more for these rows only. The
   * blocks are numbers within several files, which lets a few too many pass.
   */
  private Predicate among(Best best, boolean blocks) {
    String in = "time_ns IN (" + list(best.times()) + ")";
    String sql = blocks ? in + " AND block IN (" + list(best.blocks()) + ")" : in;
    return new Predicate(sql + " AND " + where.sql(), where.values());
  }

  private static String list(Set<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private Predicate atLeast(Predicate condition, long timeNs) {
    return new Predicate(
        "time_ns " + (descending ? ">= " : "<= ") + timeNs + " AND " + condition.sql(),
        condition.values());
  }

  /** Only rows strictly behind a place. */
  private String behind(Place place) {
    var id = place.id();
    String past = descending ? "<" : ">";
    return ("time_ns %1$s= %2$d AND (time_ns %1$s %2$d OR k_partition %1$s %3$d"
            + " OR (k_partition = %3$d AND (k_offset %1$s %4$d"
            + " OR (k_offset = %4$d AND k_index %1$s %5$d))))")
        .formatted(past, place.timeNs(), id.partition(), id.offset(), id.index());
  }
}
