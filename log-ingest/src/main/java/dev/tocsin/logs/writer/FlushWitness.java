package dev.tocsin.logs.writer;

import dev.tocsin.logs.catalogue.CommitStep;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Sees every row once, before it is committed, and may add an effect to the same transaction. All
 * beans of this type are asked at every flush, on the writer's thread. One that fails is counted
 * and left out; storing goes on.
 */
public interface FlushWitness {

  /** What follows from the rows. */
  interface Effect extends CommitStep {

    /** Nothing follows. */
    Effect NONE = connection -> {};

    /** Called after the transaction was committed; not called when the process dies before. */
    default void committed() {}
  }

  /** Short name for metrics. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Looks at the rows.
   *
   * @param duck a connection to DuckDB that has the table
   * @param table name of the table; its columns are those of a segment file and {@code project}
   * @param info what is about to be committed
   */
  Effect look(Connection duck, String table, FlushInfo info) throws SQLException;
}
