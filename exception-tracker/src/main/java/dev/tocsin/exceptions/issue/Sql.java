package dev.tocsin.exceptions.issue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Binds and reads the types of this service. */
final class Sql {

  private Sql() {}

  /** Binds in order; instants as UTC timestamps, strings of unknown length as text. */
  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setObject(i + 1, null);
        case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
        case LocalDate day -> statement.setObject(i + 1, day);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Object value -> statement.setObject(i + 1, value);
      }
    }
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
