package dev.tocsin.logs.loki.logql;

/** A query that cannot be understood; the message is meant for the person who wrote it. */
public final class LogQlException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A mistake at a place, both counted from one. */
  LogQlException(int line, int column, String what) {
    super("parse error at line " + line + ", col " + column + ": " + what);
  }

  /** A query that is well formed and still cannot be answered. */
  public LogQlException(String what) {
    super(what);
  }
}
