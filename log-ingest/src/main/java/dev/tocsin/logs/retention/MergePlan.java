package dev.tocsin.logs.retention;

import dev.tocsin.logs.catalogue.MergeCandidate;
import dev.tocsin.logs.segment.SegmentFile.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which segments to merge into one. While an hour is still filling, every 16 segments of the same
 * generation become one of the next; when it is over, what is left of it becomes one. So a row is
 * rewritten at most three times, and an hour ends as one file, or a few of at most four million
 * rows each. Large segments wait for more of their kind.
 *
 * @param project owner of the rows
 * @param parts the segments to merge, at least two
 * @param generation of the result
 * @param reason why now
 */
record MergePlan(long project, List<MergeCandidate> parts, int generation, String reason) {

  /** Segments of this generation are final. */
  static final int FINAL = 3;

  static final int FAN_IN = 16;

  /** Large segments are quick to search as they are: fewer, larger merges are enough for them. */
  static final int FAN_IN_LARGE = 64;

  private static final long LARGE_BYTES = 2L << 20;
  private static final long MOST_ROWS = 4_000_000;
  private static final int MOST_PARTS = 200;
  private static final long MOST_BYTES = 256L << 20;
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private record Key(long project, long hour, int generation, boolean large) {}

  /** What should be merged now; each segment occurs at most once. */
  static List<MergePlan> of(List<MergeCandidate> candidates, Instant now) {
    var groups =
        new TreeMap<Key, List<MergeCandidate>>(
            Comparator.comparingLong(Key::project)
                .thenComparingLong(Key::hour)
                .thenComparingInt(Key::generation)
                .thenComparing(Key::large));
    long settledHour = Math.floorDiv(now.minus(SETTLED).getEpochSecond() * 1_000_000_000L, HOUR_NS);
    for (MergeCandidate candidate : candidates) {
      long hour = Math.floorDiv(candidate.summary().maxNs(), HOUR_NS);
      boolean over = hour < settledHour;
      boolean large = !over && candidate.bytes() >= LARGE_BYTES;
      var key = new Key(candidate.project(), hour, over ? FINAL : candidate.generation(), large);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(candidate);
    }
    var plans = new ArrayList<MergePlan>();
    groups.forEach(
        (key, members) -> {
          boolean over = key.generation() == FINAL;
          int least = over ? 2 : key.large() ? FAN_IN_LARGE : FAN_IN;
          // In a filling hour generation 2 is the last one: 256 files as written.
          int generation = over ? FINAL : key.generation() + 1;
          if (members.size() >= least && (over || generation < FINAL)) {
            addCut(plans, key.project(), members, generation, over ? "hour is over" : "enough");
          }
        });
    return plans;
  }

  private static void addCut(
      List<MergePlan> plans,
      long project,
      List<MergeCandidate> members,
      int generation,
      String reason) {
    var parts = new ArrayList<MergeCandidate>();
    long bytes = 0;
    long rows = 0;
    for (MergeCandidate member : members) {
      boolean full =
          parts.size() == MOST_PARTS
              || bytes + member.bytes() > MOST_BYTES
              || rows + member.summary().rows() > MOST_ROWS;
      if (full && parts.size() > 1) {
        plans.add(new MergePlan(project, List.copyOf(parts), generation, reason));
      }
      if (full) {
        parts.clear();
        bytes = 0;
        rows = 0;
      }
      parts.add(member);
      bytes += member.bytes();
      rows += member.summary().rows();
    }
    if (parts.size() > 1) {
      plans.add(new MergePlan(project, List.copyOf(parts), generation, reason));
    }
  }

  /** What the merged segment holds. */
  Summary summary() {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long rows = 0;
    int severity = 0;
    var services = new TreeSet<String>();
    var levels = new long[7];
    for (MergeCandidate part : parts) {
      Summary summary = part.summary();
      min = Math.min(min, summary.minNs());
      max = Math.max(max, summary.maxNs());
      rows += summary.rows();
      severity = Math.max(severity, summary.maxSeverity());
      services.addAll(summary.services());
      for (int i = 0; i < levels.length; i++) {
        levels[i] += summary.levelCounts().get(i);
      }
    }
    var counts = new ArrayList<Long>(levels.length);
    for (long n : levels) {
      counts.add(n);
    }
    return new Summary(min, max, rows, severity, List.copyOf(services), counts);
  }
}
