package dev.tocsin.incident.notify;

/** What became of a message. */
public sealed interface SendResult {

  /**
   * The provider has it.
   *
   * @param providerId its name for the message
   */
  record HandedOver(String providerId) implements SendResult {}

  /**
   * The provider does not have it.
   *
   * @param reason in our words
   */
  record Failed(String reason) implements SendResult {}

  /**
   * The provider may have it: the connection ended before its answer.
   *
   * @param reason in our words
   */
  record Unknown(String reason) implements SendResult {}
}
