package dev.tocsin.logs.intake;

import java.util.concurrent.ArrayBlockingQueue;

/** One Kafka value in the making: an OTLP {@code ExportLogsServiceRequest}, written as it grows. */
final class BatchBytes {

  /** A batch is closed before it exceeds this size; below what a broker takes. */
  static final int MAX_BYTES = 900 << 10;

  private final ProtoBytes done = new ProtoBytes(0);
  private static final int POOLED = 128 << 10;
  private static final ArrayBlockingQueue<ProtoBytes> FREE = new ArrayBlockingQueue<>(64);

  private final ProtoBytes records;
  private Origin current = new Origin("", new byte[0], new byte[0]);
  private int count;

  BatchBytes() {
    ProtoBytes used = FREE.poll();
    records = used == null ? new ProtoBytes(16 << 10) : used;
  }

  /** Whether a record of this size, or the first of all, may be added. */
  boolean fits(int size, Origin origin) {
    int more = size + (origin == current ? 0 : origin.overhead());
    return count == 0 || done.size + records.size + current.overhead() + more <= MAX_BYTES;
  }

  void add(Origin origin, RecordDraft draft) {
    begin(origin);
    draft.writeTo(records);
    count++;
  }

  /** Adds a finished LogRecord. */
  void add(Origin origin, byte[] record, int from, int to) {
    begin(origin);
    records.field(0x12, record, from, to);
    count++;
  }

  private void begin(Origin origin) {
    if (origin != current) {
      flush();
      current = origin;
    }
  }

  int records() {
    return count;
  }

  /** The value; nothing can be added any more. */
  byte[] finish() {
    flush();
    if (records.bytes.length <= POOLED) {
      var unused = FREE.offer(records);
    }
    return done.size == done.bytes.length ? done.bytes : done.toByteArray();
  }

  private void flush() {
    if (records.size == 0) {
      return;
    }
    int scope = field(current.scope().length) + records.size;
    int resource = field(current.resource().length) + field(scope);
    done.reserve(field(resource));
    done.one(0x0A);
    done.varint(resource);
    done.field(0x0A, current.resource());
    done.one(0x12);
    done.varint(scope);
    done.field(0x0A, current.scope());
    done.raw(records);
    records.size = 0;
  }

  private static int field(int length) {
    return 1 + ProtoBytes.varintSize(length) + length;
  }
}
