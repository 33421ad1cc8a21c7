package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.record.Severity;
import java.util.Arrays;

/**
 * Walks the bytes of one OTLP {@code ExportLogsServiceRequest} that lie in the buffer already, and
 * notes where things are. What is rare (maps, arrays, bytes as values, broken text) goes through
 * {@link RareValues}.
 */
final class OtlpWalk {

  private static final byte[] EVENT_NAME = "event.name".getBytes(UTF_8);
  private static final int UNREAD = -1;

  private final RowBuffer rows;
  private final RareValues rare;
  private final Wire wire = new Wire();
  private byte[] levels = new byte[16];
  private long project;
  private long received;

  OtlpWalk(RowBuffer rows) {
    this.rows = rows;
    this.rare = new RareValues(rows);
    Arrays.fill(levels, (byte) UNREAD);
  }

  /** One batch, from the buffer's own bytes. */
  void batch(long projectId, long receivedNs, int from, int to)
      throws InvalidProtocolBufferException {
    project = projectId;
    received = receivedNs;
    wire.over(rows.data, from, to);
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (1 << 3 | Wire.BYTES)) {
        int outer = wire.enter(wire.length());
        resourceLogs();
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  /** The resource may come behind the records it belongs to, so it is looked for first. */
  private void resourceLogs() throws InvalidProtocolBufferException {
    int start = wire.at();
    int from = 0;
    int to = 0;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (1 << 3 | Wire.BYTES)) {
        int length = wire.length();
        from = wire.at();
        to = from + length;
        wire.skipBytes(length);
        break;
      } else {
        wire.skip(tag);
      }
    }
    int resource = rows.sections.resource(rows.data, from, to);
    wire.back(start);
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (2 << 3 | Wire.BYTES)) {
        int outer = wire.enter(wire.length());
        scopeLogs(resource);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void scopeLogs(int resource) throws InvalidProtocolBufferException {
    int start = wire.at();
    int scope = 0;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (1 << 3 | Wire.BYTES)) {
        int outer = wire.enter(wire.length());
        scope = scopeName();
        wire.leave(outer);
        break;
      }
      wire.skip(tag);
    }
    wire.back(start);
    int section = rows.sections.section(project, resource, scope);
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (2 << 3 | Wire.BYTES)) {
        int outer = wire.enter(wire.length());
        record(section);
        wire.leave(outer);
      } else {
        wire.skip(tag);
      }
    }
  }

  private int scopeName() throws InvalidProtocolBufferException {
    int scope = 0;
    while (wire.more()) {
      int tag = wire.tag();
      if (tag == (1 << 3 | Wire.BYTES)) {
        long range = text(wire.length());
        scope = intern(rows.sections.scopes, range);
      } else {
        wire.skip(tag);
      }
    }
    return scope;
  }

  private void record(int section) throws InvalidProtocolBufferException {
    int row = rows.begin();
    long time = 0;
    long observed = 0;
    int number = 0;
    long word = 0;
    long event = 0;
    long rareBody = 0;
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag) {
        case 1 << 3 | Wire.FIXED64 -> time = wire.fixed64();
        case 11 << 3 | Wire.FIXED64 -> observed = wire.fixed64();
        case 2 << 3 | Wire.VARINT -> number = (int) wire.varint();
        case 3 << 3 | Wire.BYTES -> word = text(wire.length());
        case 5 << 3 | Wire.BYTES -> {
          int length = wire.length();
          if (!plainBody(row, length)) {
            rareBody = Attributes.range(wire.at(), length);
            wire.skipBytes(length);
          }
        }
        case 6 << 3 | Wire.BYTES -> {
          int outer = wire.enter(wire.length());
          attribute(row);
          wire.leave(outer);
        }
        case 9 << 3 | Wire.BYTES -> trace(row, wire.length());
        case 10 << 3 | Wire.BYTES -> span(row, wire.length());
        case 12 << 3 | Wire.BYTES -> event = text(wire.length());
        default -> wire.skip(tag);
      }
    }
    if (rareBody != 0) {
      rare.body(row, rareBody);
    }
    if (Attributes.length(event) > 0) {
      int key = rows.attributes.keys.intern(EVENT_NAME, 0, EVENT_NAME.length);
      if (!rows.attributes.has(row, key)) {
        rows.attributes.set(row, key, Attributes.TEXT, event);
      }
    }
    long seen = observed > 0 ? observed : received;
    rows.observed[row] = seen;
    rows.time[row] = time > 0 ? time : seen;
    rows.section[row] = section;
    int wordId = intern(rows.words, word);
    rows.word[row] = wordId;
    rows.severity[row] = number >= 1 && number <= 24 ? (byte) number : level(wordId);
    rows.finish();
  }

  /** Takes a body that is one text; anything else is left for later. */
  private boolean plainBody(int row, int length) throws InvalidProtocolBufferException {
    int start = wire.at();
    if (length == 0) {
      return true;
    }
    int outer = wire.enter(length);
    if (wire.tag() == (1 << 3 | Wire.BYTES)) {
      long range = text(wire.length());
      if (!wire.more()) {
        rows.body[row] = Attributes.from(range);
        rows.bodyLength[row] = Attributes.length(range);
        wire.leave(outer);
        return true;
      }
    }
    wire.leave(outer);
    wire.back(start);
    return false;
  }

  private void attribute(int row) throws InvalidProtocolBufferException {
    int start = wire.at();
    int key = UNREAD;
    long bits = 0;
    byte type = UNREAD;
    boolean plain = true;
    int tag = 0;
    while (wire.more() && plain) {
      tag = wire.tag();
      if (tag == (1 << 3 | Wire.BYTES)) {
        key = intern(rows.attributes.keys, text(wire.length()));
      } else if (tag == (2 << 3 | Wire.BYTES) && type == UNREAD) {
        int outer = wire.enter(wire.length());
        int kind = wire.more() ? wire.tag() : 0;
        switch (kind) {
          case 1 << 3 | Wire.BYTES -> {
            type = Attributes.TEXT;
            bits = text(wire.length());
          }
          case 2 << 3 | Wire.VARINT -> {
            type = Attributes.BOOLEAN;
            bits = wire.varint() == 0 ? 0 : 1;
          }
          case 3 << 3 | Wire.VARINT -> {
            type = Attributes.INTEGER;
            bits = wire.varint();
          }
          case 4 << 3 | Wire.FIXED64 -> {
            type = Attributes.DECIMAL;
            bits = wire.fixed64();
          }
          default -> plain = false;
        }
        plain &= !wire.more();
        wire.leave(outer);
      } else {
        plain = false;
      }
    }
    if (plain && key != UNREAD && type != UNREAD) {
      if (type == Attributes.DECIMAL && !Double.isFinite(Double.longBitsToDouble(bits))) {
        type = Attributes.TEXT;
        bits = rare.text(Double.toString(Double.longBitsToDouble(bits)));
      }
      rows.attributes.set(row, key, type, bits);
    } else {
      wire.back(start);
      rare.attribute(row, start, wire.left());
    }
  }

  private void trace(int row, int length) {
    if (length == 16) {
      rows.traceHigh[row] = bigEndian(wire.at());
      rows.traceLow[row] = bigEndian(wire.at() + 8);
    }
    wire.skipBytes(length);
  }

  private void span(int row, int length) {
    if (length == 8) {
      rows.span[row] = bigEndian(wire.at());
    }
    wire.skipBytes(length);
  }

  private long bigEndian(int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | rows.data[at + i] & 0xff;
    }
    return value;
  }

  /** The text that follows, as a range of the buffer; broken UTF-8 is replaced. */
  private long text(int length) {
    int from = wire.at();
    wire.skipBytes(length);
    return Utf8.valid(rows.data, from, from + length)
        ? Attributes.range(from, length)
        : rare.text(new String(rows.data, from, length, UTF_8));
  }

  private int intern(ByteDictionary dictionary, long range) {
    int from = Attributes.from(range);
    return dictionary.intern(rows.data, from, from + Attributes.length(range));
  }

  private byte level(int wordId) {
    if (wordId >= levels.length) {
      int before = levels.length;
      levels = Arrays.copyOf(levels, wordId * 2);
      Arrays.fill(levels, before, levels.length, (byte) UNREAD);
    }
    if (levels[wordId] == UNREAD) {
      String text = rows.words.text(wordId);
      levels[wordId] = (byte) (text.isEmpty() ? 0 : Severity.ofText(text).number());
    }
    return levels[wordId];
  }

  /** Words get new numbers. */
  void clear() {
    Arrays.fill(levels, (byte) UNREAD);
  }
}
