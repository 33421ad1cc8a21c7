package dev.tocsin.logs.segment;

import java.sql.SQLException;

/** The question was cancelled or ran out of time before it had its answer. */
public final class QueryStopped extends SQLException {

  private static final long serialVersionUID = 1L;

  /** Nothing had been asked yet. */
  public QueryStopped() {
    super("stopped");
  }

  /** A statement was interrupted. */
  public QueryStopped(SQLException cause) {
    super("stopped", cause);
  }
}
