package dev.tocsin.logs.action.count;

import dev.tocsin.events.Topics;
import dev.tocsin.logs.catalogue.Transactions;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.outbox.OutboxRelay;
import dev.tocsin.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts history for definitions that began after it was stored, an hour at a time. Any number of
 * replicas may run it: an hour is taken for the time of a lease, and its counts are kept in the
 * transaction that moves the progress on from where it was found.
 */
@Singleton
public class HistoryJob {

  private static final Logger LOG = Logger.getLogger(HistoryJob.class);
  private static final Duration LEASE = Duration.ofSeconds(90);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final HistoryStore store;
  private final HistoryReader reader;
  private final GroupStore groups;
  private final Transactions transactions;
  private final OutboxRelay relay;
  private final MeterRegistry metrics;
  private final Map<Kind, RuleSource> sources = new EnumMap<>(Kind.class);

  @Inject
  HistoryJob(
      DataSource database,
      HistoryStore store,
      LogStore logs,
      GroupStore groups,
      Instance<RuleSource> sources,
      OutboxRelay relay,
      MeterRegistry metrics) {
    this.store = store;
    this.reader = new HistoryReader(logs);
    this.groups = groups;
    this.transactions = new Transactions(database);
    this.relay = relay;
    this.metrics = metrics;
    sources.forEach(source -> this.sources.put(source.kind(), source));
  }

  /** Works for a while, or until nothing is left. */
  @Scheduled(
      identity = "rule-history",
      every = "${tocsin.actions.history-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void run() throws SQLException {
    long end = System.nanoTime() + ROUND.toNanos();
    boolean worked = false;
    while (System.nanoTime() < end) {
      HistoryStore.Task task = store.claim(LEASE);
      if (task == null) {
        break;
      }
      worked |= work(task);
    }
    if (worked) {
      relay.wake();
    }
  }

  private boolean work(HistoryStore.Task task) throws SQLException {
    try {
      return count(task);
    } catch (HistoryReader.Incomplete | ProblemException e) {
      metrics.counter("tocsin.logs.rules.history.failures").increment();
      Duration wait = Duration.ofSeconds(1L << Math.min(task.attempts(), 8));
      LOG.warnf("history of %s %d waits: %s", task.kind().label(), task.rule(), e.getMessage());
      store.failed(
          task,
          e instanceof HistoryReader.Incomplete
              ? "some stored files cannot be read at the moment"
              : "the log store is busy or does not answer",
          wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
      return false;
    }
  }

  private boolean count(HistoryStore.Task task) throws SQLException, HistoryReader.Incomplete {
    RuleSource source = sources.get(task.kind());
    List<Counting> all = source == null ? List.of() : transactions.in(source::countings);
    Counting counting = find(all, task.rule());
    if (source == null || counting == null) {
      store.failed(task, "the definition cannot be counted", LONGEST_WAIT);
      return false;
    }
    Long newest = store.newestHour(counting.project(), task.untilS());
    long until = newest == null ? task.fromS() : newest;
    long from = Math.max(task.fromS(), until - HistoryStore.HOUR);
    List<Cell> cells =
        until <= task.fromS()
            ? List.of()
            : reader.count(
                counting, from, until, store.border(task.kind(), task.rule(), Topics.LOGS), LIMIT);
    String origin = "history/" + from;
    return transactions.in(
        connection -> {
          Generations.hold(connection);
          Counting present = find(source.countings(connection), task.rule());
          // A definition that changed meanwhile begins anew.
          if (present == null || present.version() != counting.version()) {
            return false;
          }
          long lines = cells.stream().mapToLong(Cell::valid).sum();
          if (!store.advance(connection, task, from, lines)) {
            return false;
          }
          if (!cells.isEmpty()) {
            var admitted = groups.admit(connection, counting, cells);
            source.keep(connection, counting, admitted, origin, true);
          }
          return true;
        });
  }

  private static @Nullable Counting find(List<Counting> all, long rule) {
    return all.stream().filter(counting -> counting.rule() == rule).findFirst().orElse(null);
  }
}
