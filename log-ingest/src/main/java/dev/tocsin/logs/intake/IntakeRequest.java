package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.deadletter.LetterBox;
import dev.tocsin.logs.record.RecordJson;
import dev.tocsin.logs.record.Services;
import dev.tocsin.logs.redaction.ByteRedaction;
import dev.tocsin.logs.stream.LogBatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request, encoded as they come: one batch per service, cut before it grows too
 * large. Every record is checked and cleaned on its own; a bad one never costs a good one.
 */
public final class IntakeRequest implements RecordSink {

  private final long project;
  private final String protocol;
  private final long receivedNs;
  private final RecordLimits limits;
  private final ByteRedaction redaction;
  private final RecordDraft draft;
  private final Map<String, BatchBytes> open = new LinkedHashMap<>();
  private final List<LogBatch> closed = new ArrayList<>();
  private final LetterBox letters;
  private final Map<Rejection, Integer> rejections = new EnumMap<>(Rejection.class);
  private Origin origin;
  private @Nullable BatchBytes batch;
  private int position = 1;
  private @Nullable String idempotencyKey;

  /** An empty request of one project. */
  public IntakeRequest(
      long project,
      String protocol,
      long receivedNs,
      RecordLimits limits,
      ByteRedaction redaction) {
    this.project = project;
    this.protocol = protocol;
    this.receivedNs = receivedNs;
    this.limits = limits;
    this.redaction = redaction;
    this.draft = new RecordDraft(redaction, limits.maxBytes());
    this.letters = new LetterBox(project, protocol, receivedNs, redaction);
    this.origin = Origin.of(List.of(), "", "", redaction);
  }

  /** The project's rules for secrets. */
  public ByteRedaction redaction() {
    return redaction;
  }

  /** The door's protocol, for metrics. */
  String protocol() {
    return protocol;
  }

  @Override
  public long receivedNs() {
    return receivedNs;
  }

  @Override
  public void origin(List<Attr> resource, String scopeName, String scopeVersion) {
    use(Origin.of(resource, scopeName, scopeVersion, redaction));
  }

  /** An origin for repeated {@link #use}. */
  public Origin originOfService(String service) {
    String name = Services.bounded(service);
    return Origin.of(List.of(Attr.of("service.name", name)), "", "", redaction);
  }

  /** An empty table for texts that come again and again. */
  public KeyTable newTable() {
    return new KeyTable(redaction);
  }

  /** The records that follow come from here. */
  public void use(Origin next) {
    if (next != origin) {
      origin = next;
      batch = null;
    }
  }

  @Override
  public RecordDraft draft() {
    return draft.reset();
  }

  @Override
  public @Nullable Rejection add() {
    Rejection refused = refusal();
    if (refused != null) {
      var record = new ProtoBytes(draft.size());
      draft.writeTo(record);
      rejectRecord(refused, record.bytes, ProtoBytes.contentStart(record.bytes), record.size);
      return refused;
    }
    take();
    return null;
  }

  /**
   * Takes what is in the draft, as {@link #add()} does; when it is refused, this piece of input
   * goes to the dead letters.
   */
  public @Nullable Rejection add(byte[] raw, int from, int to) {
    Rejection refused = refusal();
    if (refused != null) {
      reject(refused, raw, from, to);
      return refused;
    }
    take();
    return null;
  }

  private void take() {
    target(draft.size()).add(origin, draft);
    position++;
  }

  /**
   * Takes a finished LogRecord, already clean.
   *
   * @param time its event time or, without one, its observed time; 0 when it has neither
   */
  public @Nullable Rejection add(byte[] record, int from, int to, long time) {
    Rejection refused =
        to - from > limits.maxBytes() || origin.tooLarge()
            ? Rejection.TOO_LARGE
            : limits.check(time);
    if (refused != null) {
      rejectRecord(refused, record, from, to);
      return refused;
    }
    target(to - from + 8).add(origin, record, from, to);
    position++;
    return null;
  }

  /** The batch that has room for a record of this size. */
  private BatchBytes target(int size) {
    BatchBytes target = batch == null ? batch = batchOf(origin.service()) : batch;
    if (!target.fits(size, origin)) {
      close(origin.service(), target);
      target = batch = batchOf(origin.service());
    }
    return target;
  }

  private @Nullable Rejection refusal() {
    if (draft.overflow() || draft.size() > limits.maxBytes() || origin.tooLarge()) {
      return Rejection.TOO_LARGE;
    }
    return limits.check(draft.time());
  }

  @Override
  public void reject(Rejection reason, byte[] raw, int from, int to) {
    rejections.merge(reason, 1, Integer::sum);
    letters.put(reason.label(), Integer.toString(position++), raw, from, to);
  }

  /** A refused LogRecord goes to the dead letters as a JSON line. */
  private void rejectRecord(Rejection reason, byte[] record, int from, int to) {
    byte[] raw = {};
    try {
      raw = RecordJson.of(origin.resource(), record, from, to).getBytes(UTF_8);
    } catch (InvalidProtocolBufferException e) {
      // Broken text: the letter has a reason and a place, and no content.
      raw = new byte[0];
    }
    reject(reason, raw, 0, raw.length);
  }

  /** What was refused. */
  LetterBox letters() {
    return letters;
  }

  /** Marks all batches with the request's key, so that a writer may know a repeat. */
  public void idempotencyKey(@Nullable String key) {
    idempotencyKey = key;
  }

  @Override
  public void position(int number) {
    position = number;
  }

  /** The place of the next record in the request. */
  public int position() {
    return position;
  }

  /** Why records were refused, with counts. */
  public Map<Rejection, Integer> rejections() {
    return rejections;
  }

  /** Closes all batches and returns them. */
  public List<LogBatch> batches() {
    List.copyOf(open.keySet()).forEach(service -> close(service, open.get(service)));
    batch = null;
    return List.copyOf(closed);
  }

  private BatchBytes batchOf(String service) {
    return open.computeIfAbsent(service, name -> new BatchBytes());
  }

  private void close(String service, @Nullable BatchBytes full) {
    open.remove(service);
    if (full != null) {
      String mark = idempotencyKey == null ? null : idempotencyKey + "/" + closed.size();
      closed.add(new LogBatch(project, service, full.records(), receivedNs, full.finish(), mark));
    }
  }
}
