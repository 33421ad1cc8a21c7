package dev.tocsin.slo.objective;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One availability SLO over one monitor: the counting method is Occurrences, the window rolls.
 *
 * @param name RFC 1123 label, unique
 * @param displayName for people; null means the name
 * @param description why it exists
 * @param service the service that makes the promise
 * @param monitor id or name of the monitor that measures it
 * @param objective the promised share
 * @param windowDays length of the rolling window in days, 1 to 90
 * @param minBad fewest bad events in a long window that may page, at least 1
 * @param labels free labels, each with one or more values
 * @param annotations free annotations
 */
public record SloDefinition(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    String service,
    String monitor,
    Objective objective,
    int windowDays,
    int minBad,
    Map<String, List<String>> labels,
    Map<String, String> annotations) {

  /** The longest window that is kept. */
  public static final int MAX_WINDOW_DAYS = 90;

  /** Fewest bad events that may page, unless the definition says otherwise. */
  public static final int DEFAULT_MIN_BAD = 2;

  /** Checks what the reader promised. */
  public SloDefinition {
    if (windowDays < 1 || windowDays > MAX_WINDOW_DAYS) {
      throw new IllegalArgumentException("windowDays must be from 1 to " + MAX_WINDOW_DAYS);
    }
    if (minBad < 1) {
      throw new IllegalArgumentException("minBad must be at least 1");
    }
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** The period P. */
  public Duration period() {
    return Duration.ofDays(windowDays);
  }

  /** The name for people. */
  public String title() {
    return displayName == null ? name : displayName;
  }
}
