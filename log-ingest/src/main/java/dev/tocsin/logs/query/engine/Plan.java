package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.segment.SegmentFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question will read, and why not more.
 *
 * @param scope whose rows, and when
 * @param expr what the rows must meet
 * @param chosen segments to read, the newest first
 * @param steps what each step of pruning left
 */
public record Plan(Scope scope, Expr expr, List<Chosen> chosen, List<Cut> steps) {

  private static final int MOST_TOGETHER = 16;
  private static final long ROWS_TOGETHER = 400_000;

  /**
   * A segment to read.
   *
   * @param segment the segment
   * @param expr what its rows must meet, deleted rows taken out
   * @param blocks only these blocks; null for all
   */
  public record Chosen(Segment segment, Expr expr, @Nullable BitSet blocks) {

    /** Rows to look at, at most. */
    public long rows() {
      return blocks == null
          ? segment.rows()
          : Math.min(segment.rows(), (long) blocks.cardinality() * SegmentFormat.BLOCK_ROWS);
    }

    /** Bytes to read, at most and about. */
    public long bytes() {
      return segment.rows() == 0 ? 0 : segment.bytes() * rows() / segment.rows();
    }

    /** Whether one table function can read both. */
    private boolean readsLike(Chosen other) {
      return blocks == null
          && other.blocks == null
          && looksLike(other)
          && (segment.blocks() == 0) == (other.segment.blocks() == 0)
          && expr.equals(other.expr);
    }

    /** Whether the rows of both have the same columns. */
    private boolean looksLike(Chosen other) {
      return segment.columns().equals(other.segment.columns());
    }
  }

  /**
   * What is left after a step.
   *
   * @param by what the step looked at
   * @param segments segments left
   * @param rows rows left to look at, at most
   * @param bytes bytes left, about
   */
  public record Cut(String by, int segments, long rows, long bytes) {
    static Cut of(String by, List<Chosen> left) {
      return new Cut(
          by,
          left.size(),
          left.stream().mapToLong(Chosen::rows).sum(),
          left.stream().mapToLong(Chosen::bytes).sum());
    }
  }

  /**
   * Segments that one statement reads.
   *
   * @param parts segments with equal columns
   * @param horizonNs how far later batches reach: their newest time (descending) or oldest
   * @param last whether none follows
   */
  public record Batch(List<Chosen> parts, long horizonNs, boolean last) {}

  /** Rows to look at, at most. */
  public long rows() {
    return chosen.stream().mapToLong(Chosen::rows).sum();
  }

  /** Bytes to read, at most and about. */
  public long bytes() {
    return chosen.stream().mapToLong(Chosen::bytes).sum();
  }

  /** Words that filters are asked for. */
  public List<String> words() {
    return Needs.words(expr);
  }

  /** In the order of time, so that a page that is full early leaves the rest unread. */
  public List<Batch> batches(boolean descending) {
    Comparator<Chosen> order =
        descending
            ? Comparator.comparingLong((Chosen one) -> one.segment().maxNs()).reversed()
            : Comparator.comparingLong((Chosen one) -> one.segment().minNs());
    List<Chosen> sorted = chosen.stream().sorted(order).toList();
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < sorted.size(); ) {
      int to = from + 1;
      long rows = sorted.get(from).rows();
      while (to < sorted.size()
          && to - from < MOST_TOGETHER
          && rows + sorted.get(to).rows() <= ROWS_TOGETHER
          && sorted.get(from).looksLike(sorted.get(to))) {
        rows += sorted.get(to++).rows();
      }
      boolean last = to == sorted.size();
      long horizon =
          last
              ? 0
              : descending ? sorted.get(to).segment().maxNs() : sorted.get(to).segment().minNs();
      batches.add(new Batch(sorted.subList(from, to), horizon, last));
      from = to;
    }
    return batches;
  }

  /** Segments that one table function can read, together, whatever their time. */
  static List<List<Chosen>> groups(List<Chosen> chosen) {
    var groups = new ArrayList<List<Chosen>>();
    for (Chosen one : chosen) {
      groups.stream()
          .filter(group -> group.getFirst().readsLike(one))
          .findFirst()
          .ifPresentOrElse(
              group -> group.add(one), () -> groups.add(new ArrayList<>(List.of(one))));
    }
    return groups;
  }
}
