package dev.tocsin.logs.action.count;

import java.util.Locale;

/** What is counted for. */
public enum Kind {
  /** A log metric. */
  METRIC,
  /** A log alert. */
  ALERT;

  /** Its name in tables and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
