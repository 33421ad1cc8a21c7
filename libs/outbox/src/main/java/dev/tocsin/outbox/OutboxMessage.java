package dev.tocsin.outbox;

import java.util.Map;

/**
 * Something to deliver.
 *
 * @param channel where to: {@code kafka:<topic>} or another prefix that the relay knows, such as
 *     {@code alert}
 * @param key messages of one channel and key are delivered in the order of their writing
 * @param headers record headers; ignored by channels that have none
 * @param payload the body, JSON text
 */
public record OutboxMessage(
    String channel, String key, Map<String, String> headers, String payload) {

  /** The part of the channel before the first colon: which {@link Delivery} takes it. */
  String prefix() {
    int colon = channel.indexOf(':');
    return colon < 0 ? channel : channel.substring(0, colon);
  }
}
