package dev.tocsin.logs.loki.read;

import dev.tocsin.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts per ten seconds, service and level, which the catalogue keeps. */
@Singleton
class SlotCountStore {

  private static final Logger LOG = Logger.getLogger(SlotCountStore.class);
  private static final long SLOT_NS = 10_000_000_000L;

  private final DataSource database;

  @Inject
  SlotCountStore(DataSource database) {
    this.database = database;
  }

  /** Whole slots, joined to stretches of {@code bucketNs}. */
  List<LineStore.Group> counts(@Nullable Long project, long fromNs, long toNs, long bucketNs) {
    String sql =
        """
        SELECT (slot - ?) / ? AS bucket, service, level, sum(n) FROM log_count
        WHERE slot >= ? AND slot < ? AND (?::bigint IS NULL OR project = ?)
        GROUP BY bucket, service, level
        """;
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, fromNs / SLOT_NS);
      statement.setLong(2, bucketNs / SLOT_NS);
      statement.setLong(3, fromNs / SLOT_NS);
      statement.setLong(4, toNs / SLOT_NS);
      statement.setObject(5, project);
      statement.setObject(6, project);
      var groups = new ArrayList<LineStore.Group>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          groups.add(
              new LineStore.Group(
                  rows.getLong(1),
                  List.of(rows.getString(2), rows.getString(3)),
                  rows.getLong(4),
                  0));
        }
      }
      return groups;
    } catch (SQLException e) {
      LOG.error("catalogue does not answer", e);
      throw ProblemException.unavailable("The log store does not answer.", Duration.ofSeconds(5));
    }
  }
}
