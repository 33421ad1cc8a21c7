package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Rows that were deleted but may still lie in their files.
 *
 * @param deletion the request they belong to
 * @param fromNs earliest event time, inclusive
 * @param toNs latest event time, exclusive
 * @param expr what the deleted rows have in common
 * @param segments the segments it is about; rows in others are not deleted
 * @param pending false when all files are rewritten, so that counts are right again
 */
public record Tombstone(
    UUID deletion, long fromNs, long toNs, Expr expr, Set<UUID> segments, boolean pending) {

  /** Keeps its own copy. */
  public Tombstone {
    segments = Set.copyOf(segments);
  }

  /** The condition under which a row of these segments is deleted. */
  public Predicate deleted(Columns columns) {
    Predicate inner = SqlCompiler.compile(expr, columns);
    var values = new ArrayList<Object>();
    values.add(fromNs);
    values.add(toNs);
    values.addAll(inner.values());
    return new Predicate(
        "(time_ns >= ? AND time_ns < ? AND coalesce((" + inner.sql() + "), false))", values);
  }

  /**
   * The condition under which a row of a segment may be shown; every question adds it to its own.
   */
  public static Predicate visible(List<Tombstone> tombstones, UUID segment, Columns columns) {
    var sql = new StringBuilder("true");
    var values = new ArrayList<Object>();
    for (Tombstone tombstone : tombstones) {
      if (tombstone.segments().contains(segment)) {
        Predicate deleted = tombstone.deleted(columns);
        sql.append(" AND NOT ").append(deleted.sql());
        values.addAll(deleted.values());
      }
    }
    return new Predicate(sql.toString(), values);
  }
}
