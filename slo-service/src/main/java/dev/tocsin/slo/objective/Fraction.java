package dev.tocsin.slo.objective;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact ratio. Every figure stays one until it is printed, so no comparison ever depends on
 * binary rounding: 1 − 0.999 is 1/1000 here, not 0.0009999999999999432.
 *
 * @param numerator any integer
 * @param denominator greater than zero
 */
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {

  /** Nothing. */
  public static final Fraction ZERO = of(0, 1);

  /** The whole. */
  public static final Fraction ONE = of(1, 1);

  private static final int PRINTED_DIGITS = 6;

  /** Lowest terms, sign in the numerator. */
  public Fraction {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("denominator must not be zero");
    }
    BigInteger common = numerator.gcd(denominator);
    BigInteger divisor = denominator.signum() < 0 ? common.negate() : common;
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  /** {@code numerator / denominator}. */
  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** The decimal, exactly. */
  public static Fraction of(BigDecimal decimal) {
    BigDecimal plain = decimal.setScale(Math.max(0, decimal.scale()));
    return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
  }

  /** This plus {@code other}. */
  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** This minus {@code other}. */
  public Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  /** This times {@code other}. */
  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** This divided by {@code other}, which must not be zero. */
  public Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** True when this is strictly greater: equal is not over. */
  public boolean isOver(Fraction other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** For people and JSON: at most six digits after the point, no exponent, no trailing zeros. */
  public BigDecimal toDecimal() {
    return toDecimal(PRINTED_DIGITS);
  }

  /** For people and JSON: at most {@code digits} after the point, half to even. */
  public BigDecimal toDecimal(int digits) {
    BigDecimal rounded =
        new BigDecimal(numerator)
            .divide(new BigDecimal(denominator), digits, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
