package dev.tocsin.prober.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Where inside the interval a region probes a monitor.
 *
 * <p>A stable hash spreads the monitors over the interval, and the regions of one monitor follow
 * each other at even distances: three regions and an interval of 30 s mean one probe every 10 s. A
 * pure hash of (monitor, region) would now and then let all regions probe in the same second and
 * leave the rest of the interval blind.
 */
public final class Spread {
  private Spread() {}

  /** Offset of {@code region} inside the interval: at least zero, less than the interval. */
  public static Duration offset(
      String monitorId, List<String> regions, String region, Duration interval) {
    long millis = interval.toMillis();
    if (millis <= 0) {
      throw new IllegalArgumentException("Spread.interval must be positive");
    }
    List<String> ordered = regions.stream().distinct().sorted().toList();
    int rank = ordered.indexOf(region);
    if (rank < 0) {
      throw new IllegalArgumentException("Spread.region must be one of the monitor's regions");
    }
    long base = Math.floorMod(hash(monitorId), millis);
    return Duration.ofMillis((base + rank * millis / ordered.size()) % millis);
  }

  /** FNV-1a with a final mix: the same on every machine and in every release. */
  static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001b3L;
    }
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    return h ^ (h >>> 33);
  }
}
