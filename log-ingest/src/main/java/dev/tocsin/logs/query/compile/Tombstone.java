package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Rows that were deleted but may still lie in their files.
 *
 * @param deletion the request they belong to
 * @param deleted what the deleted rows have in common, their time range included
 * @param segments the segments it is about; rows in others are not deleted
 * @param pending false when all files are rewritten, so that counts are right again
 */
public record Tombstone(UUID deletion, Expr deleted, Set<UUID> segments, boolean pending) {

  /** Keeps its own copy. */
  public Tombstone {
    segments = Set.copyOf(segments);
  }

  /** What a row of a segment must meet to be shown: what was asked, and not to be deleted. */
  public static Expr visible(Expr asked, Collection<Tombstone> tombstones, UUID segment) {
    var parts = new ArrayList<Expr>();
    parts.add(asked);
    for (Tombstone tombstone : tombstones) {
      if (tombstone.segments().contains(segment)) {
        parts.add(new Expr.Not(tombstone.deleted()));
      }
    }
    return parts.size() == 1 ? asked : Expr.and(parts);
  }
}
