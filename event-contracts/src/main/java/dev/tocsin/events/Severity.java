package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bad an alert is, worst first. */
public enum Severity {
  /** Users are cut off now. */
  @JsonProperty("critical")
  CRITICAL,
  /** Users notice. */
  @JsonProperty("error")
  ERROR,
  /** Needs attention in working hours. */
  @JsonProperty("warning")
  WARNING,
  /** For the record. */
  @JsonProperty("info")
  INFO
}
