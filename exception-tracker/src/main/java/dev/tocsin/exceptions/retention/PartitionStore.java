package dev.tocsin.exceptions.retention;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The day partitions of the table {@code event}. */
@ApplicationScoped
public class PartitionStore {

  private static final String PREFIX = "event_";
  private static final long LOCK = 0x746f6373696eL;

  private final AgroalDataSource database;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  PartitionStore(AgroalDataSource database) {
    this.database = database;
  }

  /** Makes the partition of a day (UTC) unless it is there; in a transaction of its own. */
  public void ensure(LocalDate day) {
    if (known.contains(day)) {
      return;
    }
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                execute(
                    "SELECT pg_advisory_xact_lock(" + LOCK + ")",
                    "CREATE TABLE IF NOT EXISTS %s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(name(day), day, day.plusDays(1))));
    known.add(day);
  }

  /** Drops every partition of a day before {@code oldest}; returns the days that went. */
  public List<LocalDate> dropBefore(LocalDate oldest) {
    var dropped = new ArrayList<LocalDate>();
    for (var day : days()) {
      if (day.isBefore(oldest)) {
        QuarkusTransaction.requiringNew().run(() -> execute("DROP TABLE IF EXISTS " + name(day)));
        known.remove(day);
        dropped.add(day);
      }
    }
    return dropped;
  }

  List<LocalDate> days() {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                    + " WHERE i.inhparent = 'event'::regclass ORDER BY 1");
        var rows = query.executeQuery()) {
      var days = new ArrayList<LocalDate>();
      while (rows.next()) {
        var day = rows.getString(1).substring(PREFIX.length());
        days.add(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
      }
      return days;
    } catch (SQLException e) {
      throw new IllegalStateException("partitions cannot be listed", e);
    }
  }

  private void execute(String... statements) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("partition cannot be changed", e);
    }
  }

  private static String name(LocalDate day) {
    return PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }
}
