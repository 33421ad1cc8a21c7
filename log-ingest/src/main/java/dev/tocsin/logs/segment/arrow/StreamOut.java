package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The C side of a stream that DuckDB reads: a structure of call-backs. They run on DuckDB's
 * threads, so whatever goes wrong in them becomes an error of the statement.
 */
final class StreamOut implements AutoCloseable {

  /** Where schema and batches come from. */
  interface Source {

    /** Fills an ArrowSchema. */
    void schema(MemorySegment out) throws SQLException;

    /** Fills an ArrowArray; false when there is none left. */
    boolean next(MemorySegment out) throws SQLException;
  }

  private static final Linker LINKER = Linker.nativeLinker();
  private static final int FAILED = 5;

  private final Arena arena = Arena.ofShared();
  private final Source source;
  private final MemorySegment struct = arena.allocate(ArrowLayout.STREAM_BYTES, 8);
  private final MemorySegment errorText = arena.allocate(64);
  private final MemorySegment[] callbacks;
  private volatile @Nullable Throwable error;

  /** For a source whose batches stay valid until their release is called. */
  StreamOut(Source source) {
    this.source = source;
    errorText.setString(0, "rows could not be prepared");
    callbacks =
        new MemorySegment[] {
          stub(
              "getSchema",
              FunctionDescriptor.of(
                  JAVA_INT, ArrowLayout.STREAM_POINTER, ArrowLayout.SCHEMA_POINTER)),
          stub(
              "getNext",
              FunctionDescriptor.of(
                  JAVA_INT, ArrowLayout.STREAM_POINTER, ArrowLayout.ARRAY_POINTER)),
          stub("getError", FunctionDescriptor.of(ADDRESS, ArrowLayout.STREAM_POINTER)),
          stub("release", FunctionDescriptor.ofVoid(ArrowLayout.STREAM_POINTER))
        };
  }

  /** Makes the source readable, once, as a view of that name. */
  void register(DuckDBConnection connection, String view) throws SQLException {
    error = null;
    for (int i = 0; i < callbacks.length; i++) {
      struct.set(ADDRESS, i * 8L, callbacks[i]);
    }
    struct.set(ADDRESS, 32, MemorySegment.NULL);
    Door.register(connection, struct.address(), view);
  }

  /** What went wrong in a call-back. */
  @Nullable Throwable error() {
    return error;
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private int getSchema(MemorySegment self, MemorySegment out) {
    try {
      source.schema(out);
      return 0;
    } catch (SQLException | RuntimeException | Error e) {
      error = e;
      return FAILED;
    }
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private int getNext(MemorySegment self, MemorySegment out) {
    try {
      if (!source.next(out)) {
        out.set(ADDRESS, ArrowLayout.ARRAY_RELEASE, MemorySegment.NULL);
      }
      return 0;
    } catch (SQLException | RuntimeException | Error e) {
      error = e;
      return FAILED;
    }
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private MemorySegment getError(MemorySegment self) {
    return error == null ? MemorySegment.NULL : errorText;
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private void release(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.STREAM_RELEASE, MemorySegment.NULL);
  }

  private MemorySegment stub(String name, FunctionDescriptor descriptor) {
    try {
      var handle =
          MethodHandles.lookup()
              .findVirtual(StreamOut.class, name, descriptor.toMethodType())
              .bindTo(this);
      return LINKER.upcallStub(handle, descriptor, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
