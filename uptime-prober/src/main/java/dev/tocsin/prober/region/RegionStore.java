package dev.tocsin.prober.region;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Table {@code agent_seen}: which agents were heard when. */
@ApplicationScoped
public class RegionStore {
  private static final Logger LOG = Logger.getLogger(RegionStore.class);
  private static final Duration WRITE_AT_MOST_EVERY = Duration.ofSeconds(4);

  private final AgroalDataSource dataSource;
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  RegionStore(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** When one agent of one region was last heard. */
  public record Seen(String region, String agent, Instant lastSeen) {}

  /**
   * Notes a sign of life; written at most every few seconds per agent, and never a reason to fail.
   */
  public void seen(String region, String agent, Instant now) {
    String key = region + '/' + agent;
    Instant before = written.get(key);
    if (before != null && before.plus(WRITE_AT_MOST_EVERY).isAfter(now)) {
      return;
    }
    written.put(key, now);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert =
            connection.prepareStatement(
                """
                INSERT INTO agent_seen (region, agent, last_seen) VALUES (?, ?, ?)
                ON CONFLICT (region, agent) DO UPDATE SET
                  last_seen = greatest(agent_seen.last_seen, excluded.last_seen)""")) {
      upsert.setString(1, region);
      upsert.setString(2, agent);
      upsert.setObject(3, now.atOffset(ZoneOffset.UTC));
      upsert.executeUpdate();
    } catch (SQLException e) {
      LOG.debugf("sign of life of %s not written: %s", key, e.toString());
    }
  }

  /** Agents heard since {@code from}. */
  public List<Seen> since(Instant from) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT * FROM agent_seen WHERE last_seen >= ? ORDER BY region, agent")) {
      select.setObject(1, from.atOffset(ZoneOffset.UTC));
      List<Seen> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Seen(
                  rows.getString("region"),
                  rows.getString("agent"),
                  rows.getObject("last_seen", OffsetDateTime.class).toInstant()));
        }
      }
      return found;
    }
  }
}
