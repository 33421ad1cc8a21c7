package dev.tocsin.logs.intake;

import dev.tocsin.logs.limits.IngestLimits;
import dev.tocsin.problem.ProblemException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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
    private IngestLimits.@Nullable Meter meter;

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

    /** The body also counts against the sender's limits. */
    void meter(IngestLimits.Meter limit) {
      meter = limit;
    }

    /** The body has this many bytes by now; false when the sender's limit is exceeded. */
    boolean charge(long bodyBytes) {
      return meter == null || meter.charge(bodyBytes);
    }

    /** The answer after {@link #charge} said no. */
    ProblemException overLimit() {
      var limit = meter;
      return limit == null
          ? ProblemException.tooMany("Too much at once.", java.time.Duration.ofSeconds(1))
          : limit.refusal();
    }

    @Override
    public void close() {
      used.addAndGet(-held);
      held = 0;
    }
  }
}
