package dev.tocsin.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thins out hints without a subject: per topic the first goes at once, later ones wait until the
 * pause is over and leave as one, so that the last change is never missed. Hints about one thing
 * (an incident, a monitor that went down) are not thinned out.
 */
final class HintThrottle {

  private final Map<String, Duration> pauses;
  private final Map<String, Instant> lastSent = new HashMap<>();
  private final Map<String, Hint> waiting = new HashMap<>();

  HintThrottle(Map<String, Duration> pauses) {
    this.pauses = Map.copyOf(pauses);
  }

  /** Takes a hint in: true when it should go out now. */
  synchronized boolean offer(Hint hint, Instant now) {
    if (hint.id() != null) {
      return true;
    }
    if (due(hint.topic(), now)) {
      lastSent.put(hint.topic(), now);
      waiting.remove(hint.topic());
      return true;
    }
    waiting.put(hint.topic(), hint);
    return false;
  }

  /** The hints that waited long enough. */
  synchronized List<Hint> ripe(Instant now) {
    var ripe = new ArrayList<Hint>();
    waiting
        .values()
        .removeIf(
            hint -> {
              boolean leaves = due(hint.topic(), now);
              if (leaves) {
                lastSent.put(hint.topic(), now);
                ripe.add(hint);
              }
              return leaves;
            });
    return ripe;
  }

  private boolean due(String topic, Instant now) {
    Instant last = lastSent.get(topic);
    return last == null || !now.isBefore(last.plus(pauses.getOrDefault(topic, Duration.ZERO)));
  }
}
