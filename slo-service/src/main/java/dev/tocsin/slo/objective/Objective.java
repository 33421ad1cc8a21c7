package dev.tocsin.slo.objective;

import java.math.BigDecimal;

/**
 * The promised share of good events.
 *
 * @param target at least 0 and below 1, for instance 0.999; without trailing zeros
 */
public record Objective(BigDecimal target) {

  /** Rejects what leaves no budget at all. */
  public Objective {
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException("target must be at least 0 and below 1");
    }
    target = target.signum() == 0 ? BigDecimal.ZERO : target.stripTrailingZeros();
  }

  /** From its decimal text. */
  public static Objective of(String target) {
    return new Objective(new BigDecimal(target));
  }

  /** B = 1 − T, the share of events that may be bad; always greater than zero. */
  public Fraction budget() {
    return Fraction.ONE.minus(Fraction.of(target));
  }

  /** The decimal text, for instance {@code 0.999}. */
  @Override
  public String toString() {
    return target.toPlainString();
  }
}
