package dev.tocsin.logs.loki.pipeline;

import dev.tocsin.logs.loki.logql.Condition.Unit;
import dev.tocsin.logs.loki.logql.Query.Unwrap;

/** Numbers out of lines. */
public final class Unwrapped {

  private static final String ERROR = "SampleExtractionErr";
  private static final double NANOS_PER_SECOND = 1e9;

  private final String label;
  private final Unit unit;
  private final Pipeline filters;

  /** Prepares an unwrap. */
  public Unwrapped(Unwrap unwrap) {
    this.label = unwrap.label();
    this.unit =
        unwrap.conversion() == null
            ? Unit.PLAIN
            : unwrap.conversion().equals("bytes") ? Unit.BYTES : Unit.DURATION;
    this.filters = new Pipeline(unwrap.filters());
  }

  /** The line's number (durations in seconds); NaN when it has none and does not count. */
  public double number(Line line) {
    String text = line.get(label);
    if (text == null) {
      return Double.NaN;
    }
    Double value = Conditions.read(text, unit);
    if (value == null) {
      line.error(ERROR, "label " + label + " holds no number");
    } else {
      line.remove(label);
    }
    if (!filters.take(line) || value == null) {
      return Double.NaN;
    }
    return unit == Unit.DURATION ? value / NANOS_PER_SECOND : value;
  }
}
