package dev.tocsin.local.demo;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers who buy: two orders a second, each with its log line, failing ones with an exception.
 */
final class Orders {

  private static final long FIRST_ORDER = 1000;
  private static final long PRICE_STEP_CENTS = 173;
  private static final long PRICE_RANGE_CENTS = 9000;

  private final PaymentProvider payments;
  private final Telemetry telemetry;
  private final AtomicLong next = new AtomicLong(FIRST_ORDER);

  Orders(PaymentProvider payments, Telemetry telemetry) {
    this.payments = payments;
    this.telemetry = telemetry;
  }

  /** Places one order. */
  boolean place() {
    long order = next.getAndIncrement();
    long cents = 500 + order * PRICE_STEP_CENTS % PRICE_RANGE_CENTS;
    try {
      payments.charge(order, cents);
      telemetry.paid(order, cents);
      return true;
    } catch (CheckoutException e) {
      telemetry.failed(order, e);
      return false;
    }
  }

  long placed() {
    return next.get() - FIRST_ORDER;
  }
}
