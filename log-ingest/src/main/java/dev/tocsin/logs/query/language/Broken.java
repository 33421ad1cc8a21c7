package dev.tocsin.logs.query.language;

import org.jspecify.annotations.Nullable;

/** Leads from the place of a mistake out of the parser; never leaves this package. */
final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Parsed.Bad bad;

  Broken(int position, String found, String expected, @Nullable String hint) {
    super("query", null, false, false);
    this.bad = new Parsed.Bad(position, found, expected, hint);
  }

  Parsed.Bad bad() {
    return bad;
  }
}
