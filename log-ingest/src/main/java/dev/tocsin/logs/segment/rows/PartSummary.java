package dev.tocsin.logs.segment.rows;

import dev.tocsin.logs.segment.SegmentFile.Summary;
import dev.tocsin.logs.segment.SlotCount;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows of one project, which come by service and time. */
final class PartSummary {

  private static final int LEVELS = 7;
  private static final long SLOT_NS = SlotCount.SECONDS * 1_000_000_000L;

  private final RowBuffer rows;
  private final List<SlotCount> counts = new ArrayList<>();
  private final List<String> services = new ArrayList<>();
  private final long[] levels = new long[LEVELS];
  private final long[] slotLevels = new long[LEVELS];
  private long minNs = Long.MAX_VALUE;
  private long maxNs = Long.MIN_VALUE;
  private long total;
  private int maxSeverity;
  private int service = -1;
  private long slot;

  PartSummary(RowBuffer rows) {
    this.rows = rows;
  }

  void add(int row) {
    int rowService = rows.sections.service[rows.section[row]];
    long time = rows.time[row];
    long rowSlot = Math.floorDiv(time, SLOT_NS);
    if (rowService != service || rowSlot != slot) {
      closeSlot();
      if (rowService != service) {
        services.add(rows.sections.services.text(rowService));
      }
      service = rowService;
      slot = rowSlot;
    }
    int severity = rows.severity[row];
    slotLevels[(severity + 3) / 4]++;
    total++;
    minNs = Math.min(minNs, time);
    maxNs = Math.max(maxNs, time);
    maxSeverity = Math.max(maxSeverity, severity);
  }

  List<SlotCount> counts() {
    closeSlot();
    return counts;
  }

  Summary summary() {
    closeSlot();
    var byLevel = new ArrayList<Long>(LEVELS);
    for (long n : levels) {
      byLevel.add(n);
    }
    return new Summary(minNs, maxNs, total, maxSeverity, List.copyOf(services), byLevel);
  }

  private void closeSlot() {
    for (int level = 0; level < LEVELS; level++) {
      if (slotLevels[level] > 0) {
        counts.add(new SlotCount(slot, services.getLast(), level, slotLevels[level]));
        levels[level] += slotLevels[level];
        slotLevels[level] = 0;
      }
    }
  }
}
