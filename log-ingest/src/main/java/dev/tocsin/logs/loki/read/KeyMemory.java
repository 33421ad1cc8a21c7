package dev.tocsin.logs.loki.read;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers for a short while which keys occur. */
final class KeyMemory {

  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final long COARSE_NS = Duration.ofMinutes(10).toNanos();
  private static final int MOST = 200;

  private record About(@Nullable Long project, long from, long to) {}

  private record Known(Set<String> keys, Instant until) {}

  private final Clock clock;
  private final Map<About, Known> known = new LinkedHashMap<>();

  KeyMemory(Clock clock) {
    this.clock = clock;
  }

  Set<String> keys(@Nullable Long project, long fromNs, long toNs, Supplier<Set<String>> reading) {
    var about = new About(project, fromNs / COARSE_NS, toNs / COARSE_NS);
    Instant now = clock.instant();
    synchronized (known) {
      Known remembered = known.get(about);
      if (remembered != null && remembered.until().isAfter(now)) {
        return remembered.keys();
      }
    }
    Set<String> keys = Set.copyOf(reading.get());
    synchronized (known) {
      if (known.size() >= MOST) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(about, new Known(keys, now.plus(FRESH)));
    }
    return keys;
  }
}
