package dev.tocsin.prober.result;

import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.Phases;
import dev.tocsin.prober.check.ProbeVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Table {@code probe_result} and its day partitions; always inside the caller's transaction. */
@ApplicationScoped
public class ResultStore {
  private static final long PARTITION_LOCK = 7_215_001;

  /** Failed and all counted probes of one region. */
  public record RegionCount(String region, long failed, long counted) {}

  /** Writes those results that are new and says which; redelivered ones change nothing. */
  public Set<UUID> insert(Connection connection, List<ProbeRecord> records) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO probe_result
              (event_id, monitor_id, region, agent, intended, started, received_at, verdict,
               error_class, http_status, detail, lag_ns, dns_ns, connect_ns, tls_ns, send_ns,
               await_ns, transfer_ns, maintenance, control_ok)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::int[], ?::text[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::bigint[], ?::bool[], ?::bool[])
            ON CONFLICT DO NOTHING RETURNING event_id""")) {
      Columns columns = new Columns(connection, insert, records);
      columns.add("uuid", ProbeRecord::eventId);
      columns.add("text", ProbeRecord::monitorId);
      columns.add("text", ProbeRecord::region);
      columns.add("text", ProbeRecord::agent);
      columns.add("timestamptz", r -> r.intended().toString());
      columns.add("timestamptz", r -> r.start().toString());
      columns.add("timestamptz", r -> r.receivedAt().toString());
      columns.add("text", r -> r.result().verdict().wire());
      columns.add("text", r -> r.result().errorClass());
      columns.add("int4", r -> r.result().httpStatus());
      columns.add("text", r -> r.result().detail());
      columns.add("int8", ProbeRecord::lagNs);
      columns.add("int8", r -> r.result().phases().dns());
      columns.add("int8", r -> r.result().phases().connect());
      columns.add("int8", r -> r.result().phases().tls());
      columns.add("int8", r -> r.result().phases().send());
      columns.add("int8", r -> r.result().phases().await());
      columns.add("int8", r -> r.result().phases().transfer());
      columns.add("bool", ProbeRecord::maintenance);
      columns.add("bool", ProbeRecord::controlOk);
      Set<UUID> inserted = new HashSet<>();
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          inserted.add(rows.getObject(1, UUID.class));
        }
      }
      return inserted;
    }
  }

  /** The latest results of a monitor, newest first. */
  public List<ProbeRecord> latest(Connection connection, String monitorId, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM probe_result WHERE monitor_id = ? ORDER BY intended DESC LIMIT ?")) {
      select.setString(1, monitorId);
      select.setInt(2, limit);
      List<ProbeRecord> records = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          records.add(record(rows));
        }
      }
      return records;
    }
  }

  /** Failed and counted probes per region of the given monitors, in {@code [from, to)}. */
  public List<RegionCount> failedByRegion(
      Connection connection, List<String> monitorIds, Instant from, Instant to)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT region, count(*) FILTER (WHERE verdict = 'bad') AS failed, count(*) AS counted
              FROM probe_result
             WHERE monitor_id = ANY (?) AND intended >= ? AND intended < ?
               AND control_ok AND verdict <> 'unknown'
             GROUP BY region ORDER BY region""")) {
      select.setArray(1, connection.createArrayOf("text", monitorIds.toArray()));
      select.setObject(2, from.atOffset(ZoneOffset.UTC));
      select.setObject(3, to.atOffset(ZoneOffset.UTC));
      select.setQueryTimeout(2);
      List<RegionCount> counts = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.add(
              new RegionCount(
                  rows.getString("region"), rows.getLong("failed"), rows.getLong("counted")));
        }
      }
      return counts;
    }
  }

  /** Makes missing day partitions and drops expired ones; safe to run on several replicas. */
  public void maintain(Connection connection, Instant now, int keepDays) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + PARTITION_LOCK + ")");
      for (LocalDate day : ResultDays.needed(now)) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS %s PARTITION OF probe_result FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                .formatted(ResultDays.name(day), day, day.plusDays(1)));
      }
      for (String partition : partitions(statement)) {
        if (ResultDays.expired(partition, now, keepDays)) {
          statement.execute("DROP TABLE " + partition);
        }
      }
    }
  }

  private static List<String> partitions(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'probe_result'::regclass""")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static ProbeRecord record(ResultSet rows) throws SQLException {
    return new ProbeRecord(
        rows.getObject("event_id", UUID.class),
        rows.getString("monitor_id"),
        rows.getString("region"),
        rows.getString("agent"),
        instant(rows, "intended"),
        instant(rows, "started"),
        instant(rows, "received_at"),
        new CheckResult(
            ProbeVerdict.of(rows.getString("verdict")),
            rows.getString("error_class"),
            rows.getObject("http_status", Integer.class),
            new Phases(
                rows.getLong("dns_ns"),
                rows.getLong("connect_ns"),
                rows.getLong("tls_ns"),
                rows.getLong("send_ns"),
                rows.getLong("await_ns"),
                rows.getLong("transfer_ns")),
            rows.getString("detail"),
            null),
        rows.getLong("lag_ns"),
        rows.getBoolean("maintenance"),
        rows.getBoolean("control_ok"));
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** One array parameter per column, so that a whole batch is one statement. */
  private static final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<ProbeRecord> records;
    private int next = 1;

    Columns(Connection connection, PreparedStatement statement, List<ProbeRecord> records) {
      this.connection = connection;
      this.statement = statement;
      this.records = records;
    }

    void add(String type, Function<ProbeRecord, @Nullable Object> column) throws SQLException {
      @Nullable Object[] values = records.stream().map(column).toArray();
      statement.setArray(next++, connection.createArrayOf(type, values));
    }
  }
}
