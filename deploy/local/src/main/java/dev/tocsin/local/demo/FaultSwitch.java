package dev.tocsin.local.demo;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the shop's payment provider is broken. */
final class FaultSwitch {

  private final AtomicBoolean broken = new AtomicBoolean();

  boolean isBroken() {
    return broken.get();
  }

  void set(boolean value) {
    broken.set(value);
  }
}
