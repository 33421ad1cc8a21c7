package dev.tocsin.logs.accounting;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the account. */
@Singleton
public class AccountStore {

  private static final String DAYS =
      "SELECT project, day, received, stored, rejected, dropped FROM account"
          + " WHERE (?::bigint IS NULL OR project = ?) AND day >= ? AND day <= ?"
          + " ORDER BY project, day";
  private static final String REASONS =
      "SELECT project, kind, reason, sum(n) FROM account_reason"
          + " WHERE (?::bigint IS NULL OR project = ?) AND day >= ? AND day <= ?"
          + " GROUP BY project, kind, reason HAVING sum(n) <> 0 ORDER BY project, kind, sum(n) DESC";

  /**
   * One UTC day of a project.
   *
   * @param project whose records
   * @param day the day they came in
   * @param received records read from the stream
   * @param stored records that are rows
   * @param rejected refused records that were neither replayed nor dropped
   * @param dropped records that were given up
   */
  public record Day(
      long project, LocalDate day, long received, long stored, long rejected, long dropped) {}

  /**
   * Why records were refused or given up.
   *
   * @param project whose records
   * @param kind rejected or dropped
   * @param reason why
   * @param records how many
   */
  public record Reason(long project, String kind, String reason, long records) {}

  private final DataSource database;

  /** Works on the service's own database. */
  @Inject
  public AccountStore(DataSource database) {
    this.database = database;
  }

  /** The days of a range, both ends included. */
  public List<Day> days(@Nullable Long project, LocalDate from, LocalDate to) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(DAYS)) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      statement.setObject(3, from);
      statement.setObject(4, to);
      var days = new ArrayList<Day>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          days.add(
              new Day(
                  row.getLong(1),
                  row.getObject(2, LocalDate.class),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6)));
        }
      }
      return days;
    }
  }

  /** The reasons of a range. */
  public List<Reason> reasons(@Nullable Long project, LocalDate from, LocalDate to)
      throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(REASONS)) {
      statement.setObject(1, project);
      statement.setObject(2, project);
      statement.setObject(3, from);
      statement.setObject(4, to);
      var reasons = new ArrayList<Reason>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          reasons.add(
              new Reason(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)));
        }
      }
      return reasons;
    }
  }

  /** The first offset of each partition that is not accounted for yet. */
  public Map<Integer, Long> nextOffsets(String topic) throws SQLException {
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT partition_id, next_offset FROM log_partition WHERE topic = ?")) {
      statement.setString(1, topic);
      var offsets = new HashMap<Integer, Long>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          offsets.put(row.getInt(1), row.getLong(2));
        }
      }
      return offsets;
    }
  }
}
