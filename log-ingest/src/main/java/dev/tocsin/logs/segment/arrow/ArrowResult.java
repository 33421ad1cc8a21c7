package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** The rows of a statement as Arrow batches, whose memory belongs to DuckDB. */
final class ArrowResult implements AutoCloseable {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle PULL =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle RELEASE =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle ERROR =
      LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS));
  private static final long LONGEST_ERROR = 2000;

  private final Statement statement;
  private final ResultSet result;
  private final MemorySegment stream;

  ArrowResult(DuckDBConnection connection, String sql, long rowsPerBatch) throws SQLException {
    statement = connection.createStatement();
    try {
      result = statement.executeQuery(sql);
      stream =
          MemorySegment.ofAddress(Door.export(result, rowsPerBatch))
              .reinterpret(ArrowLayout.STREAM_BYTES);
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Fills an ArrowSchema. */
  void schema(MemorySegment out) throws SQLException {
    pull(0, out);
  }

  /** Fills an ArrowArray; false when there is none left. */
  boolean next(MemorySegment out) throws SQLException {
    pull(8, out);
    return out.get(ADDRESS, ArrowLayout.ARRAY_RELEASE).address() != 0;
  }

  private void pull(long function, MemorySegment out) throws SQLException {
    try {
      int failed = (int) PULL.invokeExact(stream.get(ADDRESS, function), stream, out);
      if (failed != 0) {
        var text = (MemorySegment) ERROR.invokeExact(stream.get(ADDRESS, 16), stream);
        throw new SQLException(
            text.address() == 0 ? "unknown" : text.reinterpret(LONGEST_ERROR).getString(0));
      }
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      MemorySegment release = stream.get(ADDRESS, ArrowLayout.STREAM_RELEASE);
      if (release.address() != 0) {
        RELEASE.invokeExact(release, stream);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new SQLException(e);
    } finally {
      result.close();
      statement.close();
    }
  }
}
