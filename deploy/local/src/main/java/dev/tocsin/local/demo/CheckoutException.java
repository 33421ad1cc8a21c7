package dev.tocsin.local.demo;

/** An order that could not be completed. */
final class CheckoutException extends Exception {

  private static final long serialVersionUID = 1L;

  CheckoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
