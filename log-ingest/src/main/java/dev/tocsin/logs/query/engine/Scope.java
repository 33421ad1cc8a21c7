package dev.tocsin.logs.query.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whose rows, and when.
 *
 * @param project only this project; null for all
 * @param fromNs earliest event time, inclusive
 * @param toNs latest event time, exclusive
 */
public record Scope(@Nullable Long project, long fromNs, long toNs) {

  /** The same over another time range. */
  public Scope within(long from, long to) {
    return new Scope(project, from, to);
  }
}
