package dev.tocsin.logs.loki.logql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that join series. */
public enum Aggregator {
  SUM,
  AVG,
  MIN,
  MAX,
  COUNT,
  STDDEV,
  STDVAR,
  TOPK,
  BOTTOMK,
  SORT,
  SORT_DESC;

  /** As written in a query. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for those that keep some of the series as they are. */
  public boolean selects() {
    return this == TOPK || this == BOTTOMK;
  }

  /** True for those that only order series. */
  public boolean sorts() {
    return this == SORT || this == SORT_DESC;
  }

  static @Nullable Aggregator of(String word) {
    for (Aggregator aggregator : values()) {
      if (aggregator.label().equals(word)) {
        return aggregator;
      }
    }
    return null;
  }
}
