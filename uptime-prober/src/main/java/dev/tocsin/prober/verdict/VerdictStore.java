package dev.tocsin.prober.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code monitor_state} and {@code transition}; always inside the caller's transaction. */
@ApplicationScoped
public class VerdictStore {
  private static final TypeReference<TreeMap<String, RegionResult>> REGIONS =
      new TypeReference<>() {};

  private final ObjectMapper json;

  VerdictStore(ObjectMapper json) {
    this.json = json;
  }

  /** Locks the states of the given monitors, in the order of their ids, and reads them. */
  public Map<String, MonitorState> lock(Connection connection, Collection<String> ids)
      throws SQLException {
    return select(connection, ids, " ORDER BY monitor_id FOR UPDATE");
  }

  /** Reads the states of the given monitors. */
  public Map<String, MonitorState> read(Connection connection, Collection<String> ids)
      throws SQLException {
    return select(connection, ids, "");
  }

  /** Locks up to {@code limit} monitors whose results may have grown too old; skips locked ones. */
  public Map<String, MonitorState> lockDue(Connection connection, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT * FROM monitor_state WHERE due_at <= ?
             ORDER BY monitor_id LIMIT ? FOR UPDATE SKIP LOCKED""")) {
      select.setObject(1, utc(now));
      select.setInt(2, limit);
      return states(select);
    }
  }

  /** Writes the state, new or changed, and when silence could change it next. */
  public void save(Connection connection, String monitorId, MonitorState state, Instant dueAt)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            INSERT INTO monitor_state (status, since, reason, first_failure, suspected_at,
                bad_probes, good_probes, alert_firing, regions, due_at, monitor_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            ON CONFLICT (monitor_id) DO UPDATE SET
              status = excluded.status, since = excluded.since, reason = excluded.reason,
              first_failure = excluded.first_failure, suspected_at = excluded.suspected_at,
              bad_probes = excluded.bad_probes, good_probes = excluded.good_probes,
              alert_firing = excluded.alert_firing, regions = excluded.regions,
              due_at = excluded.due_at""")) {
      upsert.setString(1, state.status().name());
      upsert.setObject(2, utc(state.since()));
      upsert.setString(3, state.reason());
      upsert.setObject(4, utcOrNull(state.firstFailure()));
      upsert.setObject(5, utcOrNull(state.suspectedAt()));
      upsert.setInt(6, state.badProbes());
      upsert.setInt(7, state.goodProbes());
      upsert.setBoolean(8, state.alertFiring());
      upsert.setString(9, write(state));
      upsert.setObject(10, utc(dueAt));
      upsert.setString(11, monitorId);
      upsert.executeUpdate();
    }
  }

  /** Keeps one change of status. */
  public void append(
      Connection connection, UUID id, String monitorId, Transition transition, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO transition
              (id, monitor_id, from_status, to_status, effective_at, decided_at, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
      insert.setObject(1, id);
      insert.setString(2, monitorId);
      insert.setString(3, transition.from().name());
      insert.setString(4, transition.to().name());
      insert.setObject(5, utc(transition.effectiveAt()));
      insert.setObject(6, utc(now));
      insert.setString(7, transition.reason());
      insert.executeUpdate();
    }
  }

  /**
   * The changes of the given monitors since {@code from}, oldest first, each preceded by the last
   * one before it: together they cover the whole span.
   */
  public Map<String, List<Transition>> history(
      Connection connection, Collection<String> ids, Instant from) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT t.* FROM transition t
             WHERE t.monitor_id = ANY (?)
               AND t.seq >= coalesce((SELECT max(p.seq) FROM transition p
                      WHERE p.monitor_id = t.monitor_id AND p.effective_at <= ?), 0)
             ORDER BY t.monitor_id, t.seq""")) {
      select.setArray(1, text(connection, ids));
      select.setObject(2, utc(from));
      Map<String, List<Transition>> history = new TreeMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          history
              .computeIfAbsent(rows.getString("monitor_id"), _ -> new ArrayList<>())
              .add(
                  new Transition(
                      Status.valueOf(rows.getString("from_status")),
                      Status.valueOf(rows.getString("to_status")),
                      instant(rows, "effective_at"),
                      rows.getString("reason")));
        }
      }
      return history;
    }
  }

  private Map<String, MonitorState> select(
      Connection connection, Collection<String> ids, String tail) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM monitor_state WHERE monitor_id = ANY (?)" + tail)) {
      select.setArray(1, text(connection, ids));
      return states(select);
    }
  }

  private Map<String, MonitorState> states(PreparedStatement select) throws SQLException {
    Map<String, MonitorState> states = new TreeMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        states.put(
            rows.getString("monitor_id"),
            new MonitorState(
                Status.valueOf(rows.getString("status")),
                instant(rows, "since"),
                rows.getString("reason"),
                instantOrNull(rows, "first_failure"),
                instantOrNull(rows, "suspected_at"),
                rows.getInt("bad_probes"),
                rows.getInt("good_probes"),
                rows.getBoolean("alert_firing"),
                regions(rows.getString("regions"))));
      }
    }
    return states;
  }

  private TreeMap<String, RegionResult> regions(String text) {
    try {
      return json.readValue(text, REGIONS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("monitor_state with unreadable regions", e);
    }
  }

  private String write(MonitorState state) {
    try {
      return json.writeValueAsString(state.regions());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("regions cannot be written as JSON", e);
    }
  }

  private static Array text(Connection connection, Collection<String> ids) throws SQLException {
    return connection.createArrayOf("text", ids.toArray());
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instantOrNull(ResultSet rows, String column)
      throws SQLException {
    OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }
}
