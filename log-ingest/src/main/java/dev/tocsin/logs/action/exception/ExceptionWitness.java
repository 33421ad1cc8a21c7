package dev.tocsin.logs.action.exception;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.writer.FlushInfo;
import dev.tocsin.logs.writer.FlushWitness;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds exceptions in what is being stored and hands them on, at a bounded rate. */
public final class ExceptionWitness implements FlushWitness {

  private final ExceptionSearch search;
  private final ExceptionPublisher publisher;
  private final RateCap cap;
  private final Clock clock;
  private final MeterRegistry metrics;

  /** A witness that sends at most {@code perMinute} exceptions of a project. */
  public ExceptionWitness(
      ExceptionPublisher publisher, int perMinute, Clock clock, MeterRegistry metrics) {
    this.search = new ExceptionSearch(metrics);
    this.publisher = publisher;
    this.cap = new RateCap(perMinute);
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public String name() {
    return "exceptions";
  }

  @Override
  public Effect look(Connection duck, String table, FlushInfo info) throws SQLException {
    List<FoundException> found = search.find(duck, table, Columns.of(info.promoted()));
    if (found.isEmpty()) {
      return Effect.NONE;
    }
    return new Effect() {
      @Override
      public void apply(Connection connection) throws SQLException {
        publisher.append(connection, within(publisher.wanted(connection, found)));
      }

      @Override
      public void committed() {
        publisher.wake();
      }
    };
  }

  private List<FoundException> within(List<FoundException> wanted) {
    Instant now = clock.instant();
    var kept = new ArrayList<FoundException>();
    for (FoundException one : wanted) {
      if (cap.take(one.project(), now)) {
        kept.add(one);
      }
    }
    int over = wanted.size() - kept.size();
    metrics.counter("tocsin.logs.exceptions", "outcome", "sent").increment(kept.size());
    metrics.counter("tocsin.logs.exceptions", "outcome", "over_limit").increment(over);
    return kept;
  }
}
