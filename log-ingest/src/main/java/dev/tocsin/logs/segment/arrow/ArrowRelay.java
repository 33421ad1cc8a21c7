package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.MemorySegment;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several statements, one after the other, as one view on another connection; every
 * batch is looked at on its way. Nothing is copied.
 */
public final class ArrowRelay implements AutoCloseable {

  /** Looks at batches. */
  public interface Tap {
    /** One batch, in order; only valid during the call. */
    void batch(ArrowBatch batch);
  }

  private static final long ROWS_PER_BATCH = 2048;

  private final DuckDBConnection source;
  private final List<String> statements;
  private final Tap tap;
  private final StreamOut out = new StreamOut(new Pulling());
  private @Nullable ArrowResult current;
  private int next;

  /**
   * A relay.
   *
   * @param source where the statements run; nothing else may run there
   * @param statements at least one, all with the same columns
   */
  public ArrowRelay(DuckDBConnection source, List<String> statements, Tap tap) {
    this.source = source;
    this.statements = List.copyOf(statements);
    this.tap = tap;
  }

  /** Makes the rows readable, once, as a view of that name. */
  public void register(DuckDBConnection connection, String view) throws SQLException {
    out.register(connection, view);
  }

  /** What went wrong on the way, null when nothing did. */
  public @Nullable Throwable error() {
    return out.error();
  }

  @Override
  public void close() throws SQLException {
    var open = current;
    current = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      out.close();
    }
  }

  private final class Pulling implements StreamOut.Source {

    @Override
    public synchronized void schema(MemorySegment target) throws SQLException {
      current().schema(target);
    }

    @Override
    public synchronized boolean next(MemorySegment target) throws SQLException {
      while (true) {
        ArrowResult open = current();
        if (open.next(target)) {
          tap.batch(new ArrowBatch(target));
          return true;
        }
        if (next == statements.size()) {
          return false;
        }
        current = null;
        open.close();
      }
    }

    private ArrowResult current() throws SQLException {
      ArrowResult open = current;
      if (open == null) {
        open = new ArrowResult(source, statements.get(next++), ROWS_PER_BATCH);
        current = open;
      }
      return open;
    }
  }
}
