package dev.tocsin.prober.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Table {@code confirmation}: how a request reaches agents that hang on another replica. */
@ApplicationScoped
public class ConfirmationStore {
  /** Keeps a request inside the caller's transaction. */
  public void append(Connection connection, Confirmation confirmation) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO confirmation (id, monitor_id, regions, requested_at) VALUES (?, ?, ?, ?)")) {
      insert.setObject(1, confirmation.id());
      insert.setString(2, confirmation.monitorId());
      insert.setArray(3, connection.createArrayOf("text", confirmation.regions().toArray()));
      insert.setObject(4, confirmation.requestedAt().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** Requests since {@code from}; the reader drops those it has already passed on. */
  public List<Confirmation> since(Connection connection, Instant from) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM confirmation WHERE requested_at >= ? ORDER BY requested_at LIMIT 1000")) {
      select.setObject(1, from.atOffset(ZoneOffset.UTC));
      List<Confirmation> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Confirmation(
                  rows.getObject("id", UUID.class),
                  rows.getString("monitor_id"),
                  Set.of((String[]) rows.getArray("regions").getArray()),
                  rows.getObject("requested_at", OffsetDateTime.class).toInstant()));
        }
      }
      return found;
    }
  }

  /** Forgets requests before {@code limit}: nobody answers them any more. */
  public void forget(Connection connection, Instant limit) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM confirmation WHERE requested_at < ?")) {
      delete.setObject(1, limit.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }
}
