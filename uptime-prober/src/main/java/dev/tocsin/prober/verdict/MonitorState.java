package dev.tocsin.prober.verdict;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the verdict remembers about one monitor.
 *
 * @param since when the present status began in the world (a downtime begins at its first failure)
 * @param firstFailure start of the present suspicion or downtime, absent while all is well
 * @param suspectedAt when the suspicion was decided: results counted later are answers to it
 * @param badProbes failing probes counted since the first failure
 * @param goodProbes good probes counted since recovery began
 * @param alertFiring an alert was raised and not yet resolved
 * @param regions latest result per region
 */
public record MonitorState(
    Status status,
    Instant since,
    String reason,
    @Nullable Instant firstFailure,
    @Nullable Instant suspectedAt,
    int badProbes,
    int goodProbes,
    boolean alertFiring,
    SortedMap<String, RegionResult> regions) {

  /** Keeps an own, unmodifiable copy of the regions. */
  public MonitorState {
    regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
  }

  /** A monitor about which nothing is known yet. */
  public static MonitorState initial(Instant now) {
    return new MonitorState(
        Status.UNKNOWN, now, "no results yet", null, null, 0, 0, false, new TreeMap<>());
  }

  MonitorState withRegion(String region, RegionResult result) {
    SortedMap<String, RegionResult> next = new TreeMap<>(regions);
    next.put(region, result);
    return with(next);
  }

  MonitorState with(SortedMap<String, RegionResult> next) {
    return new MonitorState(
        status, since, reason, firstFailure, suspectedAt, badProbes, goodProbes, alertFiring, next);
  }

  MonitorState counting(int bad, int good) {
    return new MonitorState(
        status, since, reason, firstFailure, suspectedAt, bad, good, alertFiring, regions);
  }
}
