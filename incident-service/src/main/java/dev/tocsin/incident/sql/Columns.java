package dev.tocsin.incident.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of the present row of a query, by name and as our types. */
public final class Columns {

  private final ResultSet results;

  Columns(ResultSet results) {
    this.results = results;
  }

  /** A text that is always there. */
  public String text(String column) throws SQLException {
    return Objects.requireNonNull(results.getString(column), column);
  }

  /** A text, or null. */
  public @Nullable String textOrNull(String column) throws SQLException {
    return results.getString(column);
  }

  /** An id that is always there. */
  public UUID uuid(String column) throws SQLException {
    return Objects.requireNonNull(results.getObject(column, UUID.class), column);
  }

  /** An id, or null. */
  public @Nullable UUID uuidOrNull(String column) throws SQLException {
    return results.getObject(column, UUID.class);
  }

  /** A list of ids. */
  public List<UUID> uuids(String column) throws SQLException {
    return List.of((UUID[]) results.getArray(column).getArray());
  }

  /** An instant that is always there. */
  public Instant instant(String column) throws SQLException {
    return Objects.requireNonNull(instantOrNull(column), column);
  }

  /** An instant, or null. */
  public @Nullable Instant instantOrNull(String column) throws SQLException {
    OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A local time without a zone. */
  public LocalDateTime local(String column) throws SQLException {
    return Objects.requireNonNull(results.getObject(column, LocalDateTime.class), column);
  }

  /** A whole number. */
  public int number(String column) throws SQLException {
    return results.getInt(column);
  }

  /** A long whole number. */
  public long bigNumber(String column) throws SQLException {
    return results.getLong(column);
  }

  /** A truth value. */
  public boolean bool(String column) throws SQLException {
    return results.getBoolean(column);
  }
}
