package dev.tocsin.local.demo;

import java.io.IOException;

/** The shop's only dependency; the fault switch breaks it. */
final class PaymentProvider {

  private final FaultSwitch fault;

  PaymentProvider(FaultSwitch fault) {
    this.fault = fault;
  }

  /**
   * Takes the money for an order.
   *
   * @throws CheckoutException when the provider does not answer
   */
  void charge(long order, long cents) throws CheckoutException {
    try {
      openConnection();
    } catch (IOException e) {
      throw new CheckoutException(
          "order " + order + " could not be paid: " + cents + " cents not taken", e);
    }
  }

  private void openConnection() throws IOException {
    if (fault.isBroken()) {
      throw new IOException("connection refused: payments.example.com:443");
    }
  }
}
