package dev.tocsin.logs.action.alert;

import dev.tocsin.logs.action.alert.AlertCountStore.Span;
import dev.tocsin.logs.action.alert.AlertCountStore.Sums;
import dev.tocsin.logs.action.count.Cell;
import dev.tocsin.logs.action.count.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which windows an alert looks at, at one moment.
 *
 * @param recent the window that ends now
 * @param settled the newest window of which every line has arrived
 * @param before the same window a day or a week earlier
 * @param covered whether counting goes back to the beginning of {@code settled}
 * @param comparable whether it goes back to the beginning of {@code before}
 * @param behindSeconds how far the settled moment lies back
 */
record Readings(
    Span recent,
    Span settled,
    Span before,
    boolean covered,
    boolean comparable,
    long behindSeconds) {

  /**
   * The windows of an alert.
   *
   * @param settledUpTo everything accepted before this moment is stored
   * @param grace how late lines usually come
   * @param history how far back stored lines were counted; null when there were none
   */
  static Readings of(
      StoredAlert alert,
      Instant now,
      Instant settledUpTo,
      Duration grace,
      @Nullable Progress history) {
    LogAlert rule = alert.rule();
    long length = Math.max(1, rule.window().toSeconds() / Cell.SECONDS);
    long end = Math.floorDiv(now.getEpochSecond(), Cell.SECONDS) + 1;
    Instant known = settledUpTo.isAfter(now) ? now : settledUpTo;
    long settledEnd = Math.floorDiv(known.minus(grace).getEpochSecond(), Cell.SECONDS);
    long back = rule.back().toSeconds() / Cell.SECONDS;
    long begin = Math.floorDiv(countedFrom(alert, history).getEpochSecond(), Cell.SECONDS);
    var settled = new Span(settledEnd - length, settledEnd);
    var before = new Span(settled.from() - back, settled.to() - back);
    return new Readings(
        new Span(end - length, end),
        settled,
        before,
        settled.from() >= begin,
        back > 0 && before.from() >= begin,
        Math.max(0, Duration.between(known, now).toSeconds()));
  }

  /** The reading of one group. */
  Reading of(Sums sums, boolean met) {
    return new Reading(
        sums.recent(), sums.settled(), sums.before(), covered, comparable, met, behindSeconds);
  }

  /** Lines from here on are counted: stored ones where there were any, else new ones only. */
  private static Instant countedFrom(StoredAlert alert, @Nullable Progress history) {
    Instant began = alert.updatedAt();
    if (history == null || history.from().equals(Instant.EPOCH)) {
      return began;
    }
    return history.reachedBackTo().isBefore(began) ? history.reachedBackTo() : began;
  }
}
