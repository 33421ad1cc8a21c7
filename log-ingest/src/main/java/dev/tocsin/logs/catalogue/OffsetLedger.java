package dev.tocsin.logs.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far each partition is stored, and who may move that on. Works inside the caller's
 * transaction.
 */
final class OffsetLedger {

  private static final String CLAIM =
      """
      INSERT INTO log_partition (topic, partition_id, next_offset, epoch, owner)
      VALUES (?, ?, 0, 1, ?)
      ON CONFLICT (topic, partition_id) DO UPDATE
        SET epoch = log_partition.epoch + 1, owner = EXCLUDED.owner, claimed_at = now()
      RETURNING epoch, next_offset
      """;
  private static final String RESET =
      "UPDATE log_partition SET next_offset = ?, epoch = epoch + 1"
          + " WHERE topic = ? AND partition_id = ? AND epoch = ? RETURNING epoch, next_offset";
  private static final String ADVANCE =
      "UPDATE log_partition SET next_offset = ?"
          + " WHERE topic = ? AND partition_id = ? AND epoch = ? AND next_offset = ?";
  private static final String RANGE =
      "INSERT INTO log_offset_range (topic, partition_id, epoch, first_offset, last_offset)"
          + " VALUES (?, ?, ?, ?, ?)";

  private OffsetLedger() {}

  static Map<Integer, Claim> claim(
      Connection connection, String topic, Collection<Integer> partitions, String owner)
      throws SQLException {
    var claims = new TreeMap<Integer, Claim>();
    try (var statement = connection.prepareStatement(CLAIM)) {
      for (int partition : new TreeSet<>(partitions)) {
        statement.setString(1, topic);
        statement.setInt(2, partition);
        statement.setString(3, owner);
        try (var row = statement.executeQuery()) {
          row.next();
          claims.put(partition, new Claim(row.getLong(1), row.getLong(2)));
        }
      }
    }
    return claims;
  }

  static Claim reset(Connection connection, String topic, int partition, long epoch, long offset)
      throws SQLException {
    try (var statement = connection.prepareStatement(RESET)) {
      statement.setLong(1, offset);
      statement.setString(2, topic);
      statement.setInt(3, partition);
      statement.setLong(4, epoch);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new FencedException(topic, partition);
        }
        return new Claim(row.getLong(1), row.getLong(2));
      }
    }
  }

  static void advance(Connection connection, String topic, Collection<OffsetRange> ranges)
      throws SQLException {
    var sorted = new TreeMap<Integer, OffsetRange>();
    ranges.forEach(range -> sorted.put(range.partition(), range));
    try (var advance = connection.prepareStatement(ADVANCE);
        var insert = connection.prepareStatement(RANGE)) {
      for (OffsetRange range : sorted.values()) {
        advance.setLong(1, range.last() + 1);
        advance.setString(2, topic);
        advance.setInt(3, range.partition());
        advance.setLong(4, range.epoch());
        advance.setLong(5, range.first());
        if (advance.executeUpdate() != 1) {
          throw new FencedException(topic, range.partition());
        }
        insert.setString(1, topic);
        insert.setInt(2, range.partition());
        insert.setLong(3, range.epoch());
        insert.setLong(4, range.first());
        insert.setLong(5, range.last());
        insert.executeUpdate();
      }
    }
  }
}
