package dev.tocsin.logs.catalogue;

import java.sql.Connection;
import java.sql.SQLException;

/** Something that happens in the transaction which makes rows visible, or not at all. */
public interface CommitStep {

  /** Runs inside the transaction; an error makes the writer start over. */
  void apply(Connection connection) throws SQLException;
}
