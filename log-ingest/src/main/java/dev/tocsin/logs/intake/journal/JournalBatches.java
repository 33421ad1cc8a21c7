package dev.tocsin.logs.intake.journal;

import dev.tocsin.logs.intake.Attr;
import dev.tocsin.logs.intake.IntakeGate;
import dev.tocsin.logs.intake.IntakePublisher;
import dev.tocsin.logs.intake.IntakeRequest;
import dev.tocsin.logs.intake.SeenKeys;
import dev.tocsin.logs.intake.Sender;
import dev.tocsin.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores an upload while it arrives: what is complete is durable long before the upload ends. */
final class JournalBatches implements JournalReader.Target {

  private static final int MAX_ENTRIES = 2000;
  private static final long MAX_BYTES = 1 << 20;
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  /** The client waits while its limit or the stream holds it up; after so many tries it is told. */
  private static final int TRIES = 6;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final IntakeGate gate;
  private final IntakePublisher intake;
  private final SeenKeys seen;
  private final Sender sender;
  private final List<Long> keys = new ArrayList<>();
  private @Nullable IntakeRequest open;
  private @Nullable List<Attr> origin;
  private int entries;
  private long bytes;
  private long since;

  JournalBatches(IntakeGate gate, IntakePublisher intake, SeenKeys seen, Sender sender) {
    this.gate = gate;
    this.intake = intake;
    this.seen = seen;
    this.sender = sender;
  }

  @Override
  public void entry(JournalEntry entry) {
    byte[] cursor = JournalRecord.cursor(entry);
    long key = cursor == null ? 0 : SeenKeys.hash(sender.project(), cursor);
    if (cursor != null && seen.contains(key)) {
      return;
    }
    var request = request();
    var from = JournalRecord.origin(entry);
    if (!from.equals(origin)) {
      origin = from;
      request.origin(from, "", "");
    }
    JournalRecord.fill(entry, request.draft());
    request.add();
    if (cursor != null) {
      keys.add(key);
    }
    bytes += entry.count() == 0 ? 0 : entry.to(entry.count() - 1);
    entries++;
    if (entries >= MAX_ENTRIES
        || bytes >= MAX_BYTES
        || System.nanoTime() - since > MAX_WAIT.toNanos()) {
      publish();
    }
  }

  @Override
  public void idle() {
    publish();
  }

  /**
   * Makes durable what is there.
   *
   * @throws ProblemException 429 or 503 when that is not possible for long
   */
  void publish() {
    var request = open;
    if (request == null) {
      return;
    }
    for (int tries = 1; !stored(request, tries == TRIES); tries++) {
      pause();
    }
    keys.forEach(seen::add);
    keys.clear();
    open = null;
    origin = null;
    entries = 0;
    bytes = 0;
  }

  /** Every batch counts against the sender's limits, as a request of its own would. */
  private boolean stored(IntakeRequest request, boolean lastTry) {
    try (var share = gate.admit(sender, null, Long.toString(bytes))) {
      intake.publish(request);
      return true;
    } catch (ProblemException notNow) {
      if (lastTry) {
        throw notNow;
      }
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("The service ends; send this again.", PAUSE);
    }
  }

  private IntakeRequest request() {
    var request = open;
    if (request == null) {
      request = intake.begin(sender.project(), "journal");
      open = request;
      since = System.nanoTime();
    }
    return request;
  }
}
