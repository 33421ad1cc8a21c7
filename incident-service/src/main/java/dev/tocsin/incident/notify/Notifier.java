package dev.tocsin.incident.notify;

import dev.tocsin.incident.paging.Channel;

/** A channel. Each has a package of its own with its settings. */
public interface Notifier {

  /** Which one. */
  Channel channel();

  /**
   * Hands a message to the provider; takes clearly less time than a lease and throws nothing that
   * belongs to the provider.
   */
  SendResult send(Notice notice);
}
