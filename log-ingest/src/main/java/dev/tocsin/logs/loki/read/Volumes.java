package dev.tocsin.logs.loki.read;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bytes per label set, or per label's name, and step. */
final class Volumes {

  private final Map<SortedMap<String, String>, SortedMap<Long, Long>> bytes = new LinkedHashMap<>();
  private final List<String> wanted;
  private final boolean byName;
  private final boolean targeted;

  /**
   * Empty.
   *
   * @param wanted labels that remain
   * @param byName one entry per label's name instead of one per set of values
   * @param targeted whether the labels were asked for, so that all others do not count
   */
  Volumes(List<String> wanted, boolean byName, boolean targeted) {
    this.wanted = wanted;
    this.byName = byName;
    this.targeted = targeted;
  }

  void add(long step, Map<SortedMap<String, String>, StreamList.Volume> streams) {
    streams.forEach(
        (labels, volume) -> {
          if (byName) {
            for (String name : labels.keySet()) {
              if (!targeted || wanted.contains(name)) {
                put(new TreeMap<>(Map.of(name, "")), step, volume.bytes());
              }
            }
            return;
          }
          var kept = new TreeMap<>(labels);
          kept.keySet().retainAll(wanted);
          if (!kept.isEmpty()) {
            put(kept, step, volume.bytes());
          }
        });
  }

  private void put(SortedMap<String, String> labels, long step, long more) {
    bytes.computeIfAbsent(labels, key -> new TreeMap<>()).merge(step, more, Long::sum);
  }

  /** The largest first. */
  List<SortedMap<String, String>> ranked(int limit) {
    return bytes.keySet().stream()
        .sorted(Comparator.<SortedMap<String, String>>comparingLong(this::total).reversed())
        .limit(limit)
        .toList();
  }

  long total(SortedMap<String, String> labels) {
    return of(labels).values().stream().mapToLong(Long::longValue).sum();
  }

  SortedMap<Long, Long> of(SortedMap<String, String> labels) {
    return bytes.getOrDefault(labels, new TreeMap<>());
  }
}
