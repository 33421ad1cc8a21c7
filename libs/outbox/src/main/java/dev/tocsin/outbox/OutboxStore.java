package dev.tocsin.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads and writes the outbox table. All times are the database's. */
public final class OutboxStore {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
  private static final int MAX_ERROR_LENGTH = 500;

  private OutboxStore() {}

  /**
   * A message that this process may deliver until its lease ends.
   *
   * @param seq its place in the table
   * @param attempt which try this is, from 1
   * @param message what to deliver
   */
  record Claimed(long seq, int attempt, OutboxMessage message) {}

  /**
   * What waits.
   *
   * @param rows messages not yet delivered
   * @param parked messages that their receiver refused for good
   * @param oldestSeconds age of the oldest that waits; zero when none does
   */
  public record Backlog(long rows, long parked, double oldestSeconds) {}

  /** Writes a message; it leaves when the caller's transaction commits. */
  public static void append(Connection connection, OutboxMessage message) throws SQLException {
    append(connection, List.of(message));
  }

  /** Writes several messages in one round trip. */
  public static void append(Connection connection, List<OutboxMessage> messages)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO outbox (channel, message_key, headers, payload) VALUES (?, ?, ?::jsonb, ?)")) {
      for (OutboxMessage message : messages) {
        insert.setString(1, message.channel());
        insert.setString(2, message.key());
        insert.setString(3, write(message.headers()));
        insert.setString(4, message.payload());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** How much waits, for metrics and health. */
  public static Backlog backlog(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                """
                SELECT count(*) FILTER (WHERE parked_at IS NULL),
                       count(*) FILTER (WHERE parked_at IS NOT NULL),
                       coalesce(extract(epoch FROM now() - min(created_at)
                                        FILTER (WHERE parked_at IS NULL)), 0)
                  FROM outbox""");
        var row = select.executeQuery()) {
      row.next();
      return new Backlog(row.getLong(1), row.getLong(2), row.getDouble(3));
    }
  }

  /**
   * Leases up to {@code limit} due messages of channels with the given prefix, only the first of
   * each channel and key, so that order per key holds however many relays run.
   */
  static List<Claimed> claim(
      Connection connection, UUID token, Duration lease, int limit, String prefix)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            WITH due AS MATERIALIZED (
              SELECT o.seq FROM outbox o
               WHERE o.parked_at IS NULL AND o.due_at <= now()
                 AND split_part(o.channel, ':', 1) = ?
                 AND (o.lease_until IS NULL OR o.lease_until < now())
                 AND NOT EXISTS (SELECT 1 FROM outbox p
                                  WHERE p.channel = o.channel AND p.message_key = o.message_key
                                    AND p.seq < o.seq AND p.parked_at IS NULL)
               ORDER BY o.due_at, o.seq LIMIT ? FOR UPDATE OF o SKIP LOCKED)
            UPDATE outbox o
               SET lease_token = ?, lease_until = now() + ? * interval '1 millisecond',
                   attempts = o.attempts + 1
              FROM due WHERE o.seq = due.seq
            RETURNING o.seq, o.attempts, o.channel, o.message_key, o.headers::text, o.payload""")) {
      update.setString(1, prefix);
      update.setInt(2, limit);
      update.setObject(3, token);
      update.setLong(4, lease.toMillis());
      var claimed = new ArrayList<Claimed>();
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          var message =
              new OutboxMessage(
                  rows.getString(3), rows.getString(4), read(rows.getString(5)), rows.getString(6));
          claimed.add(new Claimed(rows.getLong(1), rows.getInt(2), message));
        }
      }
      return claimed;
    }
  }

  /** Forgets what was delivered; does nothing when the lease has passed to somebody else. */
  static void delivered(Connection connection, UUID token, List<Long> seqs) throws SQLException {
    try (var delete =
        connection.prepareStatement("DELETE FROM outbox WHERE seq = ANY (?) AND lease_token = ?")) {
      delete.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      delete.setObject(2, token);
      delete.executeUpdate();
    }
  }

  /** Gives a message back for a later try. */
  static void postpone(Connection connection, UUID token, long seq, Duration wait, String error)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE outbox SET lease_token = NULL, lease_until = NULL, last_error = ?,
                              due_at = now() + ? * interval '1 millisecond'
             WHERE seq = ? AND lease_token = ?""")) {
      update.setString(1, shorten(error));
      update.setLong(2, wait.toMillis());
      update.setLong(3, seq);
      update.setObject(4, token);
      update.executeUpdate();
    }
  }

  /** Puts a refused message aside: kept for a person to look at, out of the way of its key. */
  static void park(Connection connection, UUID token, long seq, String error) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE outbox SET lease_token = NULL, lease_until = NULL, last_error = ?,
                              parked_at = now()
             WHERE seq = ? AND lease_token = ?""")) {
      update.setString(1, shorten(error));
      update.setLong(2, seq);
      update.setObject(3, token);
      update.executeUpdate();
    }
  }

  private static String shorten(String error) {
    return error.length() <= MAX_ERROR_LENGTH ? error : error.substring(0, MAX_ERROR_LENGTH);
  }

  private static String write(Map<String, String> headers) {
    try {
      return JSON.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("headers cannot be written as JSON", e);
    }
  }

  private static Map<String, String> read(String headers) {
    try {
      return JSON.readValue(headers, HEADERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("outbox row with unreadable headers", e);
    }
  }
}
