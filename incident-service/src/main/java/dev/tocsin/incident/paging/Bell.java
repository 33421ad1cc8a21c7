package dev.tocsin.incident.paging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says inside this process that work has just been committed. It only makes things faster: due work
 * is also found by a sweep every second.
 */
public final class Bell {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Runs {@code listener} at every ring; it must return at once. */
  public void onRing(Runnable listener) {
    listeners.add(listener);
  }

  /** Wakes the listeners. */
  public void ring() {
    listeners.forEach(Runnable::run);
  }
}
