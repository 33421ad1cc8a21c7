package dev.tocsin.logs.query;

import dev.tocsin.logs.query.engine.Scope;
import dev.tocsin.logs.query.language.Expr;

/**
 * What somebody wants to know about.
 *
 * @param scope whose rows, and when
 * @param expr what they must meet
 */
public record Question(Scope scope, Expr expr) {

  /** The same about another time range. */
  Question within(long fromNs, long toNs) {
    return new Question(scope.within(fromNs, toNs), expr);
  }
}
