package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Finished batches that DuckDB may read once, as a view. All memory stays ours: nothing is computed
 * or freed while DuckDB reads, the call-backs only hand out what lies ready.
 */
public final class ArrowStream implements AutoCloseable {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final int END = 0;

  private final Arena arena = Arena.ofShared();
  private final NativeMemory memory = new NativeMemory();
  private final List<MemorySegment> batches = new ArrayList<>();
  private final MemorySegment stream = arena.allocate(ArrowLayout.STREAM_BYTES, 8);
  private final MemorySegment getSchema;
  private final MemorySegment getNext;
  private final MemorySegment getError;
  private final MemorySegment releaseStream;
  private final MemorySegment releaseSchema;
  private final MemorySegment releaseArray;
  private MemorySegment schema = MemorySegment.NULL;
  private int next;

  /** A stream without columns. */
  public ArrowStream() {
    var twoPointers =
        FunctionDescriptor.of(JAVA_INT, ArrowLayout.STREAM_POINTER, ArrowLayout.SCHEMA_POINTER);
    getSchema = stub("getSchema", twoPointers);
    getNext =
        stub(
            "getNext",
            FunctionDescriptor.of(JAVA_INT, ArrowLayout.STREAM_POINTER, ArrowLayout.ARRAY_POINTER));
    getError = stub("getError", FunctionDescriptor.of(ADDRESS, ArrowLayout.STREAM_POINTER));
    releaseStream = stub("releaseStream", FunctionDescriptor.ofVoid(ArrowLayout.STREAM_POINTER));
    releaseSchema = stub("releaseSchema", FunctionDescriptor.ofVoid(ArrowLayout.SCHEMA_POINTER));
    releaseArray = stub("releaseArray", FunctionDescriptor.ofVoid(ArrowLayout.ARRAY_POINTER));
  }

  /** Begins anew with these columns; whatever was read before must be done with. */
  public synchronized void begin(List<? extends Column> columns) {
    memory.reset();
    batches.clear();
    next = 0;
    var children =
        columns.stream()
            .map(column -> column.schema(memory, releaseSchema))
            .toArray(MemorySegment[]::new);
    schema = ArrowLayout.schema(memory, "+s", "", children, MemorySegment.NULL, releaseSchema);
  }

  /** Adds the rows that the columns hold at present, and empties them. */
  public synchronized void batch(List<? extends Column> columns, int rows) {
    var children =
        columns.stream()
            .map(column -> column.array(memory, rows, releaseArray))
            .toArray(MemorySegment[]::new);
    MemorySegment[] buffers = {MemorySegment.NULL};
    batches.add(
        ArrowLayout.array(memory, rows, 0, buffers, children, MemorySegment.NULL, releaseArray));
  }

  /** Makes the batches readable, once, as a view of that name. */
  public void register(DuckDBConnection connection, String view) throws SQLException {
    synchronized (this) {
      next = 0;
      stream.set(ADDRESS, 0, getSchema);
      stream.set(ADDRESS, 8, getNext);
      stream.set(ADDRESS, 16, getError);
      stream.set(ADDRESS, ArrowLayout.STREAM_RELEASE, releaseStream);
      stream.set(ADDRESS, 32, MemorySegment.NULL);
    }
    Door.register(connection, stream.address(), view);
  }

  private synchronized int getSchema(MemorySegment self, MemorySegment out) {
    MemorySegment.copy(schema, 0, out, 0, ArrowLayout.SCHEMA_BYTES);
    return 0;
  }

  private synchronized int getNext(MemorySegment self, MemorySegment out) {
    if (next < batches.size()) {
      MemorySegment.copy(batches.get(next++), 0, out, 0, ArrowLayout.ARRAY_BYTES);
    } else {
      out.set(ADDRESS, ArrowLayout.ARRAY_RELEASE, MemorySegment.NULL);
    }
    return END;
  }

  private MemorySegment getError(MemorySegment self) {
    return MemorySegment.NULL;
  }

  private void releaseStream(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.STREAM_RELEASE, MemorySegment.NULL);
  }

  private void releaseSchema(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.SCHEMA_RELEASE, MemorySegment.NULL);
  }

  private void releaseArray(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.ARRAY_RELEASE, MemorySegment.NULL);
  }

  private MemorySegment stub(String name, FunctionDescriptor descriptor) {
    MethodType type = descriptor.toMethodType();
    try {
      MethodHandle handle =
          MethodHandles.lookup().findVirtual(ArrowStream.class, name, type).bindTo(this);
      return LINKER.upcallStub(handle, descriptor, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    memory.close();
    arena.close();
  }

  /** The driver takes streams only from one library's class; the call behind it takes any. */
  private static final class Door {

    private static final MethodHandle REGISTER;
    private static final MethodHandle CONNECTION;

    static {
      try {
        var nativeCalls = Class.forName("org.duckdb.DuckDBNative");
        var method =
            nativeCalls.getDeclaredMethod(
                "duckdb_jdbc_arrow_register", ByteBuffer.class, long.class, byte[].class);
        method.setAccessible(true);
        REGISTER = MethodHandles.lookup().unreflect(method);
        var field = DuckDBConnection.class.getDeclaredField("connRef");
        field.setAccessible(true);
        CONNECTION = MethodHandles.lookup().unreflectGetter(field);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    static void register(DuckDBConnection connection, long stream, String view)
        throws SQLException {
      try {
        var reference = (ByteBuffer) CONNECTION.invoke(connection);
        REGISTER.invoke(reference, stream, view.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } catch (SQLException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new SQLException("rows could not be handed to DuckDB", e);
      }
    }
  }
}
