package dev.tocsin.logs.action.pattern;

import dev.tocsin.logs.writer.FlushInfo;
import dev.tocsin.logs.writer.FlushWitness;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Remembers the shapes of error messages as they come by. */
public final class PatternWitness implements FlushWitness {

  /** From this severity on, messages are looked at. */
  public static final int SEVERITY = 17;

  private static final int MOST_LINES = 3_000;
  private static final long NS = 1_000_000_000L;

  private static final String LINES =
      """
      SELECT project, service, left(split_part(body, chr(10), 1), %d) AS line, max(severity),
             time_ns // 3600000000000 AS hour, count(*), min(time_ns), max(time_ns),
             left(any_value(body), 500)
        FROM %s WHERE severity >= %d AND body <> ''
       GROUP BY project, service, line, hour ORDER BY count(*) DESC, line LIMIT %d""";

  private final PatternStore store;
  private final Clock clock;
  private final MeterRegistry metrics;

  private record Key(long project, String service, long hash, long hour) {}

  /** A witness that keeps what it sees in {@code store}. */
  public PatternWitness(PatternStore store, Clock clock, MeterRegistry metrics) {
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public String name() {
    return "patterns";
  }

  @Override
  public Effect look(Connection duck, String table, FlushInfo info) throws SQLException {
    List<Seen> seen = read(duck, table);
    return seen.isEmpty() ? Effect.NONE : connection -> store.add(connection, seen);
  }

  private List<Seen> read(Connection duck, String table) throws SQLException {
    var found = new LinkedHashMap<Key, Seen>();
    Instant now = clock.instant();
    int lines = 0;
    String sql = LINES.formatted(MessagePattern.MOST, table, SEVERITY, MOST_LINES);
    try (var statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines++;
        var pattern = MessagePattern.of(rows.getString(3));
        var one =
            new Seen(
                rows.getLong(1),
                clean(rows.getString(2)),
                pattern,
                clean(rows.getString(9)),
                rows.getInt(4),
                rows.getLong(5),
                rows.getLong(6),
                instant(rows.getLong(7), now),
                instant(rows.getLong(8), now));
        found.merge(
            new Key(one.project(), one.service(), pattern.hash(), one.hour()), one, Seen::plus);
      }
    }
    if (lines == MOST_LINES) {
      metrics.counter("tocsin.logs.patterns.overflows").increment();
    }
    return new ArrayList<>(found.values());
  }

  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** A clock that is ahead must not make a pattern look as if it was seen tomorrow. */
  private static Instant instant(long ns, Instant now) {
    Instant said = Instant.ofEpochSecond(Math.floorDiv(ns, NS), Math.floorMod(ns, NS));
    return said.isAfter(now) ? now : said;
  }
}
