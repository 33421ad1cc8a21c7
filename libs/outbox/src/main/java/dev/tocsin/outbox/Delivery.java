package dev.tocsin.outbox;

/** Takes a message to its receiver. */
@FunctionalInterface
public interface Delivery {

  /**
   * Returns only after the receiver has said that it keeps the message.
   *
   * @throws RejectedMessageException when the receiver will never take it
   * @throws Exception for anything else: the relay tries again later
   */
  void deliver(OutboxMessage message) throws Exception;
}
