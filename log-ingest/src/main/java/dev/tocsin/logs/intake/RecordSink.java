package dev.tocsin.logs.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one request. Every door ends here. Not for use by several threads.
 *
 * <p>A door names an origin, fills the one draft, adds it, and goes on; the request is finished
 * with {@link IntakePublisher#publish}.
 */
public interface RecordSink {

  /** When the request came in, nanoseconds since the epoch. */
  long receivedNs();

  /**
   * The records that follow come from here.
   *
   * @param resource attributes that all of them share, {@code service.name} among them
   * @param scopeName name of the instrumentation scope, empty when there is none
   * @param scopeVersion its version, empty when there is none
   */
  void origin(List<Attr> resource, String scopeName, String scopeVersion);

  /** The one draft of this sink, empty. */
  RecordDraft draft();

  /** Takes what is in the draft; the answer says why it was refused, null when it was taken. */
  @Nullable Rejection add();

  /**
   * Counts a piece of input that never became a record, and puts it to the dead letters.
   *
   * @param raw holds the piece from {@code from} (inclusive) to {@code to} (exclusive)
   */
  void reject(Rejection reason, byte[] raw, int from, int to);

  /**
   * Names the place of the next record in the request, for people who look for a refused one. Goes
   * up by one with every record when nobody says otherwise; the first one is 1.
   */
  void position(int number);
}
