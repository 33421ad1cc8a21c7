package dev.tocsin.logs.action.alert;

import dev.tocsin.logs.action.count.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replays an alert over counts of the past with the decisions that run live, ten seconds at a time,
 * as if every line had come at once.
 */
final class DryRun {

  private static final int MOST_RINGS = 1_000;

  private final LogAlert rule;
  private final long from;
  private final long to;
  private final long dataFrom;

  /**
   * A replay.
   *
   * @param from first moment that is decided, epoch seconds
   * @param to the moment after the last
   * @param dataFrom counts are complete from here on, epoch seconds
   */
  DryRun(LogAlert rule, long from, long to, long dataFrom) {
    this.rule = rule;
    this.from = Math.floorDiv(from, Cell.SECONDS);
    this.to = Math.floorDiv(to, Cell.SECONDS);
    this.dataFrom = Math.floorDiv(dataFrom, Cell.SECONDS);
  }

  /**
   * One time that it would have rung.
   *
   * @param group the group; empty where nothing is grouped
   * @param from when it would have begun
   * @param to when it would have ended; the end of the replay where it still rang
   * @param seconds how long
   * @param reason why it would have begun
   */
  record Ring(String group, Instant from, Instant to, long seconds, String reason) {}

  /**
   * What would have happened.
   *
   * @param rings each time, the first ones where there are very many
   * @param times how often in all
   * @param seconds how long in all, groups added up
   * @param longestSeconds the longest one
   */
  record Result(List<Ring> rings, long times, long seconds, long longestSeconds) {}

  /** The result over these counts. */
  Result over(List<Cell> cells) {
    var groups = new TreeMap<String, Map<Long, Long>>();
    if (rule.groupBy() == null) {
      groups.put("", new HashMap<>());
    }
    for (Cell cell : cells) {
      groups
          .computeIfAbsent(cell.group(), group -> new HashMap<>())
          .merge(cell.slot(), cell.valid(), Long::sum);
    }
    var rings = new ArrayList<Ring>();
    groups.forEach((group, counts) -> replay(group, counts, rings));
    long seconds = rings.stream().mapToLong(Ring::seconds).sum();
    long longest = rings.stream().mapToLong(Ring::seconds).max().orElse(0);
    return new Result(
        rings.stream()
            .sorted(java.util.Comparator.comparing(Ring::from))
            .limit(MOST_RINGS)
            .toList(),
        rings.size(),
        seconds,
        longest);
  }

  private void replay(String group, Map<Long, Long> counts, List<Ring> rings) {
    long length = Math.max(1, rule.window().toSeconds() / Cell.SECONDS);
    long back = rule.back().toSeconds() / Cell.SECONDS;
    long first = counts.keySet().stream().mapToLong(slot -> slot).min().orElse(Long.MAX_VALUE);
    long now = 0;
    long before = 0;
    for (long slot = from - length; slot < from; slot++) {
      now += counts.getOrDefault(slot, 0L);
      before += counts.getOrDefault(slot - back, 0L);
    }
    var state = AlertState.quiet(instant(from));
    for (long slot = from; slot < to; slot++) {
      now += counts.getOrDefault(slot, 0L) - counts.getOrDefault(slot - length, 0L);
      before +=
          counts.getOrDefault(slot - back, 0L) - counts.getOrDefault(slot - back - length, 0L);
      long begin = slot + 1 - length;
      var reading =
          new Reading(
              now,
              now,
              before,
              begin >= dataFrom,
              back > 0 && begin - back >= dataFrom,
              first <= slot,
              0);
      AlertDecision decision = AlertDecision.decide(rule, state, reading);
      AlertState next = AlertDecision.next(state, decision, instant(slot + 1));
      if (state.firing() && !next.firing()) {
        rings.add(ring(group, state, instant(slot + 1)));
      }
      state = next;
    }
    if (state.firing()) {
      rings.add(ring(group, state, instant(to)));
    }
  }

  private static Ring ring(String group, AlertState state, Instant end) {
    return new Ring(
        group,
        state.since(),
        end,
        Duration.between(state.since(), end).toSeconds(),
        state.reason());
  }

  private static Instant instant(long slot) {
    return Instant.ofEpochSecond(slot * Cell.SECONDS);
  }
}
