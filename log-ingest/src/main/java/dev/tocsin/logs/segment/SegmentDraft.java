package dev.tocsin.logs.segment;

import dev.tocsin.logs.segment.SegmentFile.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Adds up what one project's rows hold, group by group. */
final class SegmentDraft {

  private final List<SlotCount> slots = new ArrayList<>();
  private final TreeSet<String> services = new TreeSet<>();
  private final long[] levels = new long[7];
  private long minNs = Long.MAX_VALUE;
  private long maxNs = Long.MIN_VALUE;
  private long rows;
  private int maxSeverity;

  void add(SlotCount slot, long min, long max, int severity) {
    slots.add(slot);
    services.add(slot.service());
    levels[slot.level()] += slot.count();
    rows += slot.count();
    minNs = Math.min(minNs, min);
    maxNs = Math.max(maxNs, max);
    maxSeverity = Math.max(maxSeverity, severity);
  }

  List<SlotCount> slots() {
    return slots;
  }

  Summary summary() {
    var counts = new ArrayList<Long>(levels.length);
    for (long n : levels) {
      counts.add(n);
    }
    return new Summary(minNs, maxNs, rows, maxSeverity, List.copyOf(services), counts);
  }
}
