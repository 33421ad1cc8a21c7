package dev.tocsin.outbox;

/** The receiver refused this message for good; the relay parks it so that others can pass. */
public final class RejectedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With the receiver's reason. */
  public RejectedMessageException(String reason) {
    super(reason);
  }
}
