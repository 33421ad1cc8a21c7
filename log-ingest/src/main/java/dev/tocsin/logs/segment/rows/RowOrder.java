package dev.tocsin.logs.segment.rows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rows of a buffer by project, service, time and place in the stream. Rows come nearly sorted
 * per service, so they are dealt out by service first and the runs are merged.
 */
final class RowOrder {

  private final RowBuffer rows;
  private int[] order = {};
  private int[] spare = {};

  RowOrder(RowBuffer rows) {
    this.rows = rows;
  }

  /** The row numbers in order; valid until the next call. */
  int[] sort() {
    int n = rows.rows;
    if (order.length < n) {
      order = new int[Math.max(n, order.length * 2)];
      spare = new int[order.length];
    }
    int[] groups = groups();
    int[] next = deal(groups, n);
    int from = 0;
    for (int to : next) {
      sort(from, to);
      from = to;
    }
    return order;
  }

  /** For every section the rank of its project and service. */
  private int[] groups() {
    var sections = rows.sections;
    int[] rankOfService = rank(sections.services);
    int[] bySection = new int[sections.size];
    int rank = -1;
    int before = -1;
    Comparator<Integer> comparator =
        Comparator.<Integer>comparingLong(s -> sections.project[s])
            .thenComparingInt(s -> rankOfService[sections.service[s]]);
    for (int section : IntStream.range(0, sections.size).boxed().sorted(comparator).toList()) {
      boolean same =
          before >= 0
              && sections.project[before] == sections.project[section]
              && sections.service[before] == sections.service[section];
      rank += same ? 0 : 1;
      bySection[section] = rank;
      before = section;
    }
    return bySection;
  }

  /** Deals rows out by group, keeping their order; returns where each group ends. */
  private int[] deal(int[] groups, int n) {
    int[] ends = new int[groups.length];
    for (int row = 0; row < n; row++) {
      ends[groups[rows.section[row]]]++;
    }
    int sum = 0;
    for (int group = 0; group < ends.length; group++) {
      int size = ends[group];
      ends[group] = sum;
      sum += size;
    }
    for (int row = 0; row < n; row++) {
      order[ends[groups[rows.section[row]]]++] = row;
    }
    return ends;
  }

  /** A merge sort from below that leaves runs alone which are in order already. */
  private void sort(int from, int to) {
    if (to - from < 2 || sorted(from, to)) {
      return;
    }
    int middle = from + to >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (!before(order[middle], order[middle - 1])) {
      return;
    }
    System.arraycopy(order, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      order[at++] = before(order[right], spare[left]) ? order[right++] : spare[left++];
    }
    System.arraycopy(spare, left, order, at, middle - left);
  }

  private boolean sorted(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (before(order[i], order[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private boolean before(int a, int b) {
    int byTime = Long.compare(rows.time[a], rows.time[b]);
    if (byTime != 0) {
      return byTime < 0;
    }
    int batchA = rows.batch[a];
    int batchB = rows.batch[b];
    if (batchA == batchB) {
      return a < b;
    }
    int byPartition = Integer.compare(rows.partition[batchA], rows.partition[batchB]);
    return byPartition != 0
        ? byPartition < 0
        : Long.compare(rows.offset[batchA], rows.offset[batchB]) < 0;
  }

  /** Places in the order of DuckDB, which compares text byte by byte. */
  private static int[] rank(ByteDictionary texts) {
    byte[] bytes = texts.bytes();
    Comparator<Integer> byBytes =
        (a, b) ->
            Arrays.compareUnsigned(
                bytes, texts.from(a), texts.to(a), bytes, texts.from(b), texts.to(b));
    int[] ranks = new int[texts.size()];
    int next = 0;
    for (int id : IntStream.range(0, ranks.length).boxed().sorted(byBytes).toList()) {
      ranks[id] = next++;
    }
    return ranks;
  }
}
