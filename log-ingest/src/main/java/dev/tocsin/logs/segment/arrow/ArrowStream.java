package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Finished batches that DuckDB may read once, as a view. All memory stays ours: nothing is computed
 * or freed while DuckDB reads, it is only handed what lies ready.
 */
public final class ArrowStream implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final NativeMemory memory = new NativeMemory();
  private final List<MemorySegment> batches = new ArrayList<>();
  private final MemorySegment releaseSchema =
      stub("releaseSchema", FunctionDescriptor.ofVoid(ArrowLayout.SCHEMA_POINTER));
  private final MemorySegment releaseArray =
      stub("releaseArray", FunctionDescriptor.ofVoid(ArrowLayout.ARRAY_POINTER));
  private final StreamOut out = new StreamOut(new Ready());
  private MemorySegment schema = MemorySegment.NULL;
  private int next;

  /** Begins anew with these columns; whatever was read before must be done with. */
  public synchronized void begin(List<? extends Column> columns) {
    memory.reset();
    batches.clear();
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
    }
    out.register(connection, view);
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private static void releaseSchema(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.SCHEMA_RELEASE, MemorySegment.NULL);
  }

  @SuppressWarnings("unused") // found by its name, and called by DuckDB
  private static void releaseArray(MemorySegment self) {
    self.set(ADDRESS, ArrowLayout.ARRAY_RELEASE, MemorySegment.NULL);
  }

  private MemorySegment stub(String name, FunctionDescriptor descriptor) {
    try {
      var handle =
          MethodHandles.lookup().findStatic(ArrowStream.class, name, descriptor.toMethodType());
      return Linker.nativeLinker().upcallStub(handle, descriptor, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    out.close();
    memory.close();
    arena.close();
  }

  private final class Ready implements StreamOut.Source {

    @Override
    public void schema(MemorySegment target) {
      synchronized (ArrowStream.this) {
        MemorySegment.copy(schema, 0, target, 0, ArrowLayout.SCHEMA_BYTES);
      }
    }

    @Override
    public boolean next(MemorySegment target) {
      synchronized (ArrowStream.this) {
        if (next == batches.size()) {
          return false;
        }
        MemorySegment.copy(batches.get(next++), 0, target, 0, ArrowLayout.ARRAY_BYTES);
        return true;
      }
    }
  }
}
