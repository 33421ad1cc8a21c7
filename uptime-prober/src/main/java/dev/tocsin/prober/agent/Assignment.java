package dev.tocsin.prober.agent;

import dev.tocsin.prober.work.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work an agent holds, and what changes when a newer one comes. */
final class Assignment {
  private final Map<String, Work.Item> items = new HashMap<>();
  private Instant expiresAt = Instant.MIN;
  private String region = "";

  /** Monitors to start and to stop; a changed one is in both. */
  record Change(List<Work.Item> start, Set<String> stop) {}

  Change take(Work work) {
    region = work.region();
    expiresAt = work.expiresAt();
    List<Work.Item> start = new ArrayList<>();
    Set<String> stop = new HashSet<>(items.keySet());
    Map<String, Work.Item> next = new HashMap<>();
    for (Work.Item item : work.monitors()) {
      next.put(item.monitorId(), item);
      if (item.equals(items.get(item.monitorId()))) {
        stop.remove(item.monitorId());
      } else {
        start.add(item);
      }
    }
    items.clear();
    items.putAll(next);
    return new Change(start, stop);
  }

  Work.@Nullable Item find(String monitorId) {
    return items.get(monitorId);
  }

  /** False once nothing newer was heard for too long: then the agent stops probing. */
  boolean valid(Instant now) {
    return now.isBefore(expiresAt);
  }

  int size() {
    return items.size();
  }

  String region() {
    return region;
  }
}
