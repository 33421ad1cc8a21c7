package dev.tocsin.exceptions.intake;

import dev.tocsin.events.ExceptionRecord;

/** Where accepted events go. */
interface EventSink {

  /**
   * Returns only after the event is safe.
   *
   * @param key events with the same key keep their order
   * @throws Refusal when it cannot be made safe now
   */
  void keep(ExceptionRecord event, String key) throws Refusal;
}
