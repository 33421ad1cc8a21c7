package dev.tocsin.logs.deletion;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;

/** Which rows a request means. */
final class DeletedRows {

  /** The query that means all rows of the time range. */
  static final String ALL = "*";

  private DeletedRows() {}

  /** Reads a query; {@link #ALL} means every row, nothing at all means nothing. */
  static Parsed parse(String query) {
    return query.strip().equals(ALL) ? new Parsed.Good(Expr.ALL) : QueryParser.parse(query);
  }

  /** The condition on rows of a request that was accepted, its time range included. */
  static Expr of(long fromNs, long toNs, String query) {
    return switch (parse(query)) {
      case Parsed.Good good -> Expr.and(new Expr.Time(fromNs, toNs), good.expr());
      // It could be read when it was accepted.
      case Parsed.Bad bad -> throw new IllegalStateException(bad.message());
    };
  }
}
