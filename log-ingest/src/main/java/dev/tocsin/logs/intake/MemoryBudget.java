package dev.tocsin.logs.intake;

import java.util.concurrent.atomic.AtomicLong;

/** Heap that all requests together may take. Whoever gets none is turned away before it reads. */
public final class MemoryBudget {

  /** A byte of a body costs about this many bytes of heap until it is in Kafka. */
  public static final int HEAP_PER_BODY_BYTE = 4;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /** A budget of {@code limit} bytes. */
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** Bytes handed out at present. */
  public long used() {
    return used.get();
  }

  /** A request's share; empty until it grows. */
  public Share open() {
    return new Share();
  }

  /** What one request holds; closing gives it back. Not for use by several threads. */
  public final class Share implements AutoCloseable {

    private long held;

    private Share() {}

    /** Makes room for a body of this size; false when the budget does not allow it. */
    public boolean growTo(long bodyBytes) {
      long bytes = bodyBytes * HEAP_PER_BODY_BYTE;
      long more = bytes - held;
      if (more <= 0) {
        return true;
      }
      if (used.addAndGet(more) > limit) {
        used.addAndGet(-more);
        return false;
      }
      held = bytes;
      return true;
    }

    @Override
    public void close() {
      used.addAndGet(-held);
      held = 0;
    }
  }
}
