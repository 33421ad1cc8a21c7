package dev.tocsin.logs.query.language;

import org.jspecify.annotations.Nullable;

/** What became of a query's text. */
public sealed interface Parsed {

  /**
   * It can be asked.
   *
   * @param expr the condition
   */
  record Good(Expr expr) implements Parsed {}

  /**
   * It cannot.
   *
   * @param position where, counted in characters from 0
   * @param found what stands there
   * @param expected what would fit
   * @param hint what is probably meant
   */
  record Bad(int position, String found, String expected, @Nullable String hint) implements Parsed {

    /** One sentence for people. */
    public String message() {
      return "at position %d: %s was expected, %s was found%s"
          .formatted(position, expected, found, hint == null ? "" : "; " + hint);
    }
  }
}
