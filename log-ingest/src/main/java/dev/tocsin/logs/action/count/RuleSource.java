package dev.tocsin.logs.action.count;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Definitions of one kind, and what becomes of their counts. */
public interface RuleSource {

  /** The kind. */
  Kind kind();

  /** Everything that is counted at present. */
  List<Counting> countings(Connection connection) throws SQLException;

  /**
   * Adds counts, in the transaction that makes them final.
   *
   * @param cells new counts; they come once
   * @param origin names these counts for ever: the same rows always come under the same name
   * @param history true for rows that were stored before the definition began to count
   */
  void keep(
      Connection connection, Counting counting, List<Cell> cells, String origin, boolean history)
      throws SQLException;
}
