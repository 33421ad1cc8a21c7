package dev.tocsin.logs.segment.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * The driver's public methods take and give Arrow streams only as objects of another library; the
 * native calls behind them work with plain addresses. Bound by name, so a driver that changes them
 * fails at the first flush of the first test.
 */
final class Door {

  private static final MethodHandle REGISTER;
  private static final MethodHandle EXPORT;
  private static final MethodHandle CONNECTION;
  private static final MethodHandle RESULT;

  static {
    try {
      var lookup = MethodHandles.lookup();
      var calls = Class.forName("org.duckdb.DuckDBNative");
      var register =
          calls.getDeclaredMethod(
              "duckdb_jdbc_arrow_register", ByteBuffer.class, long.class, byte[].class);
      register.setAccessible(true);
      REGISTER = lookup.unreflect(register);
      var export =
          calls.getDeclaredMethod("duckdb_jdbc_arrow_stream", ByteBuffer.class, long.class);
      export.setAccessible(true);
      EXPORT = lookup.unreflect(export);
      var connection = DuckDBConnection.class.getDeclaredField("connRef");
      connection.setAccessible(true);
      CONNECTION = lookup.unreflectGetter(connection);
      var result = DuckDBResultSet.class.getDeclaredField("resultRef");
      result.setAccessible(true);
      RESULT = lookup.unreflectGetter(result);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Door() {}

  /** Makes the stream at an address readable as a view, once. */
  static void register(DuckDBConnection connection, long stream, String view) throws SQLException {
    try {
      REGISTER.invoke((ByteBuffer) CONNECTION.invoke(connection), stream, view.getBytes(UTF_8));
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException("rows could not be handed to DuckDB", e);
    }
  }

  /** The address of a stream with the result's rows. */
  static long export(ResultSet result, long rowsPerBatch) throws SQLException {
    try {
      var duck = result.unwrap(DuckDBResultSet.class);
      return (long) EXPORT.invoke((ByteBuffer) RESULT.invoke(duck), rowsPerBatch);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException("rows could not be taken from DuckDB", e);
    }
  }
}
