package dev.tocsin.logs.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a segment whose rows were looked through.
 *
 * @param removed the rows left out, per ten seconds, service and level; empty when there were none,
 *     and then no file was written
 * @param file the file with the other rows; null when no row was left, or none was left out
 */
public record Rewritten(List<SlotCount> removed, @Nullable SegmentFile file) {

  /** Keeps its own copy. */
  public Rewritten {
    removed = List.copyOf(removed);
  }

  /** Number of rows left out. */
  public long removedRows() {
    return removed.stream().mapToLong(SlotCount::count).sum();
  }
}
