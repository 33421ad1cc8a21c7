package dev.tocsin.logs.action.count;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.writer.FlushInfo;
import dev.tocsin.logs.writer.FlushWitness;
import dev.tocsin.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Counts for every definition at each flush. The definitions are known from the flush before; the
 * transaction finds out whether they changed meanwhile, and counts again if so.
 */
public final class CountWitness implements FlushWitness {

  private static final Logger LOG = Logger.getLogger(CountWitness.class);

  private final Map<Kind, RuleSource> sources = new EnumMap<>(Kind.class);
  private final GroupStore groups;
  private final OutboxRelay relay;
  private final MeterRegistry metrics;
  private volatile Book book = new Book(-1, List.of());

  private record Book(long generation, List<Counting> countings) {}

  private record Counted(Counting counting, List<Cell> cells) {}

  /** A witness for these definitions. */
  public CountWitness(
      Collection<RuleSource> sources, GroupStore groups, OutboxRelay relay, MeterRegistry metrics) {
    sources.forEach(source -> this.sources.put(source.kind(), source));
    this.groups = groups;
    this.relay = relay;
    this.metrics = metrics;
  }

  @Override
  public String name() {
    return "counts";
  }

  @Override
  public Effect look(Connection duck, String table, FlushInfo info) {
    Book seen = book;
    return new Counts(duck, table, info, seen.generation(), count(duck, table, info, seen));
  }

  private List<Counted> count(Connection duck, String table, FlushInfo info, Book with) {
    var columns = Columns.of(info.promoted());
    var counted = new ArrayList<Counted>();
    for (Counting counting : with.countings()) {
      if (!info.rows().containsKey(counting.project())) {
        continue;
      }
      try {
        List<Cell> cells = CountSql.live(duck, table, columns, counting);
        if (!cells.isEmpty()) {
          counted.add(new Counted(counting, cells));
        }
      } catch (SQLException e) {
        // One definition that cannot be counted must not cost the others their lines.
        String kind = counting.kind().label();
        metrics.counter("tocsin.logs.rules.failures", "kind", kind).increment();
        LOG.errorf(e, "%s %d could not be counted", kind, counting.rule());
      }
    }
    return counted;
  }

  private Book read(Connection connection, long generation) throws SQLException {
    var countings = new ArrayList<Counting>();
    for (RuleSource source : sources.values()) {
      countings.addAll(source.countings(connection));
    }
    return new Book(generation, countings);
  }

  private final class Counts implements Effect {
    private final Connection duck;
    private final String table;
    private final FlushInfo info;
    private final long generation;
    private final List<Counted> counted;

    Counts(Connection duck, String table, FlushInfo info, long generation, List<Counted> counted) {
      this.duck = duck;
      this.table = table;
      this.info = info;
      this.generation = generation;
      this.counted = counted;
    }

    @Override
    public void apply(Connection connection) throws SQLException {
      long inForce = Generations.hold(connection);
      List<Counted> all = counted;
      if (inForce != generation) {
        Book fresh = read(connection, inForce);
        all = count(duck, table, info, fresh);
        book = fresh;
      }
      String origin =
          info.ranges().stream()
              .map(range -> range.partition() + ":" + range.first() + "-" + range.last())
              .sorted()
              .collect(Collectors.joining(",", info.topic() + "/", ""));
      for (Counted one : all) {
        Counting counting = one.counting();
        var source = sources.get(counting.kind());
        if (source != null) {
          var cells = groups.admit(connection, counting, one.cells());
          source.keep(connection, counting, cells, origin, false);
        }
      }
    }

    @Override
    public void committed() {
      relay.wake();
    }
  }
}
