package dev.tocsin.logs.query;

import dev.tocsin.logs.catalogue.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/**
 * In which order segments are read: in steps, so that a page that is full early leaves the rest
 * unread. The steps grow, since a search that finds little will have to read much.
 */
final class SearchPlan {

  private static final int FIRST_STEP = 8;
  private static final int LARGEST_STEP = 128;

  /**
   * Segments to read together.
   *
   * @param files their files
   * @param rows rows in them
   * @param horizonNs how far later steps can reach: newest (descending) or oldest time in them
   * @param last whether no step follows
   */
  record Step(List<String> files, long rows, long horizonNs, boolean last) {}

  private SearchPlan() {}

  /**
   * Cuts segments, sorted by newest time descending or oldest time ascending, into steps.
   *
   * @param descending newest first
   */
  static List<Step> steps(List<SegmentRef> sorted, boolean descending) {
    var steps = new ArrayList<Step>();
    int size = FIRST_STEP;
    for (int from = 0; from < sorted.size(); ) {
      int to = Math.min(sorted.size(), from + size);
      List<SegmentRef> part = sorted.subList(from, to);
      boolean last = to == sorted.size();
      long horizon = last ? 0 : descending ? sorted.get(to).maxNs() : sorted.get(to).minNs();
      steps.add(
          new Step(
              part.stream().map(SegmentRef::file).toList(),
              part.stream().mapToLong(SegmentRef::rows).sum(),
              horizon,
              last));
      from = to;
      size = Math.min(LARGEST_STEP, size * 4);
    }
    return steps;
  }
}
