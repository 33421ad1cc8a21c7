package dev.tocsin.logs.loki.logql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions over a range of lines. */
public enum RangeFunction {
  COUNT_OVER_TIME(Numbers.NONE),
  RATE(Numbers.ALLOWED),
  BYTES_RATE(Numbers.NONE),
  BYTES_OVER_TIME(Numbers.NONE),
  ABSENT_OVER_TIME(Numbers.ALLOWED),
  SUM_OVER_TIME(Numbers.NEEDED),
  AVG_OVER_TIME(Numbers.NEEDED),
  MIN_OVER_TIME(Numbers.NEEDED),
  MAX_OVER_TIME(Numbers.NEEDED),
  FIRST_OVER_TIME(Numbers.NEEDED),
  LAST_OVER_TIME(Numbers.NEEDED),
  STDDEV_OVER_TIME(Numbers.NEEDED),
  STDVAR_OVER_TIME(Numbers.NEEDED),
  QUANTILE_OVER_TIME(Numbers.NEEDED);

  /** Whether a function works on unwrapped numbers. */
  enum Numbers {
    NONE,
    ALLOWED,
    NEEDED
  }

  private final Numbers numbers;

  RangeFunction(Numbers numbers) {
    this.numbers = numbers;
  }

  Numbers numbers() {
    return numbers;
  }

  /** As written in a query. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable RangeFunction of(String word) {
    for (RangeFunction function : values()) {
      if (function.label().equals(word)) {
        return function;
      }
    }
    return null;
  }
}
