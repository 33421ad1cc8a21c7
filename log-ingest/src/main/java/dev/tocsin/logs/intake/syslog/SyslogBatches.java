package dev.tocsin.logs.intake.syslog;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.ProblemException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the queue and makes them durable, in batches of at most 200 ms. While the
 * stream does not answer, the disk is full or the project is over its limit it tries again and
 * again: the queue fills, and the senders wait.
 */
final class SyslogBatches implements Runnable {

  private static final int MAX_MESSAGES = 5000;
  private static final int MAX_BYTES = 1 << 20;
  private static final Duration MAX_WAIT = Duration.ofMillis(200);
  private static final long IDLE_MS = 500;

  private final SyslogQueue queue;
  private final IntakeGate gate;
  private final IntakePublisher intake;
  private final Sender sender;
  private final SyslogParser parser;
  private volatile boolean closed;

  SyslogBatches(
      SyslogQueue queue, IntakeGate gate, IntakePublisher intake, long project, ZoneId zone) {
    this.queue = queue;
    this.gate = gate;
    this.intake = intake;
    this.sender = new Sender(project, "syslog");
    this.parser = new SyslogParser(zone);
  }

  /** Ends when the queue is empty. */
  void close() {
    closed = true;
  }

  @Override
  public void run() {
    try {
      while (!closed || !queue.isEmpty()) {
        var first = queue.poll(IDLE_MS);
        if (first != null) {
          batch(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void batch(SyslogQueue.Message first) throws InterruptedException {
    var request = intake.begin(sender.project(), "syslog");
    long start = System.nanoTime();
    int bytes = 0;
    int count = 0;
    @Nullable List<Attr> origin = null;
    SyslogQueue.@Nullable Message next = first;
    while (next != null) {
      origin = add(request, next, origin);
      bytes += next.cost();
      count++;
      long left = MAX_WAIT.toMillis() - (System.nanoTime() - start) / 1_000_000;
      boolean full = count >= MAX_MESSAGES || bytes >= MAX_BYTES || left < 0;
      next = full ? null : queue.poll(left);
    }
    publish(request, bytes);
    queue.release(bytes);
  }

  private List<Attr> add(
      IntakeRequest request, SyslogQueue.Message raw, @Nullable List<Attr> origin) {
    var message = parser.read(raw.bytes(), raw.bytes().length, raw.arrivedNs());
    var from = message.origin();
    if (!from.equals(origin)) {
      request.origin(from, "", "");
    }
    var draft = request.draft();
    message.fill(draft, raw.bytes());
    if (raw.cut()) {
      draft.attribute("syslog.cut", true);
    }
    request.add();
    return from;
  }

  /** The same request again is not stored twice, even when part of it was confirmed before. */
  private void publish(IntakeRequest request, int bytes) throws InterruptedException {
    while (true) {
      try (var share = gate.admit(sender, null, Integer.toString(bytes))) {
        intake.publish(request);
        return;
      } catch (ProblemException notNow) {
        if (closed) {
          throw new InterruptedException("the stream does not answer, and the service ends");
        }
        Thread.sleep(1000);
      }
    }
  }
}
