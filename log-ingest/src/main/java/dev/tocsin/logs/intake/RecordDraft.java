package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.record.Severity;
import dev.tocsin.logs.redaction.ByteRedaction;

/**
 * One record in the making; all setters return the draft. Byte ranges are UTF-8 and are copied at
 * once; what is no UTF-8 becomes U+FFFD. Texts are cleaned of secrets on the way in. A key that is
 * given twice keeps its last value.
 */
public final class RecordDraft {

  private static final int ATTRIBUTE = 0x32;

  /** A field that no reader knows: marks an attribute whose key was given again. */
  private static final int DEAD = 0x7A;

  private static final byte[] NONE = {};
  private static final byte[] HIDDEN = ByteRedaction.hidden();

  private final ByteRedaction redaction;
  private final KeyTable keys;
  private final int limit;
  private final ProtoBytes body = new ProtoBytes(512);
  private final ProtoBytes attributes = new ProtoBytes(1024);
  private long generation;
  private boolean hasDead;
  private boolean hasBody;
  private boolean overflow;
  private long timeNs;
  private long observedNs;
  private int severity;
  private byte[] severityText = NONE;
  private int flags;
  private byte[] eventName = NONE;
  private final byte[] trace = new byte[16];
  private final byte[] span = new byte[8];
  private boolean hasTrace;
  private boolean hasSpan;

  RecordDraft(ByteRedaction redaction, int maxBytes) {
    this.redaction = redaction;
    this.keys = new KeyTable(redaction);
    this.limit = maxBytes;
  }

  RecordDraft reset() {
    generation++;
    keys.trim();
    body.reset();
    attributes.reset();
    hasDead = false;
    hasBody = false;
    overflow = false;
    timeNs = 0;
    observedNs = 0;
    severity = 0;
    severityText = NONE;
    flags = 0;
    eventName = NONE;
    hasTrace = false;
    hasSpan = false;
    return this;
  }

  /** Event time in nanoseconds since the epoch; 0 when unknown. */
  public RecordDraft timeNs(long time) {
    timeNs = time;
    return this;
  }

  /** When a collector first saw it, nanoseconds since the epoch; 0 when unknown. */
  public RecordDraft observedNs(long time) {
    observedNs = time;
    return this;
  }

  /** OpenTelemetry's number, 1 to 24, 0 when unknown; and the sender's own word, or empty. */
  public RecordDraft severity(int number, String text) {
    severity = number < 0 || number > 24 ? 0 : number;
    severityText = text.isEmpty() ? NONE : bounded(text, 64);
    return this;
  }

  /** The same with the word's bytes, which must be plain text and stay as they are. */
  public RecordDraft severity(int number, byte[] text) {
    severity = number;
    severityText = text;
    return this;
  }

  /** A level in any dialect. */
  public RecordDraft severity(Severity level) {
    return severity(level.number(), level.text());
  }

  /** The message. */
  public RecordDraft body(byte[] text, int from, int to) {
    hasBody = true;
    body.reset();
    text(body, text, from, to);
    return this;
  }

  /** The message, ASCII without a null byte when {@code plain}. */
  public RecordDraft body(byte[] text, int from, int to, boolean plain) {
    if (!plain || to - from > limit || redaction.suspicious(text, from, to)) {
      return body(text, from, to);
    }
    hasBody = true;
    body.size = 0;
    body.raw(text, from, to);
    return this;
  }

  /** The message. */
  public RecordDraft body(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return body(bytes, 0, bytes.length);
  }

  /** The trace's 16 bytes; all zero means none. */
  public RecordDraft traceId(byte[] id, int from) {
    System.arraycopy(id, from, trace, 0, 16);
    hasTrace = !zero(trace);
    return this;
  }

  /** The trace as 32 hex digits of any case, dashes ignored; anything else means none. */
  public RecordDraft traceIdHex(CharSequence hex) {
    hasTrace = Hex.read(hex, trace) && !zero(trace);
    return this;
  }

  /** The trace as hex digits; false, and no change, when they are none or too few or too many. */
  public boolean traceIdHex(byte[] hex, int from, int to) {
    boolean fits = Hex.read(hex, from, to, trace);
    hasTrace = fits && !zero(trace);
    return fits;
  }

  /** The span as hex digits, likewise. */
  public boolean spanIdHex(byte[] hex, int from, int to) {
    boolean fits = Hex.read(hex, from, to, span);
    hasSpan = fits && !zero(span);
    return fits;
  }

  /** The span's 8 bytes; all zero means none. */
  public RecordDraft spanId(byte[] id, int from) {
    System.arraycopy(id, from, span, 0, 8);
    hasSpan = !zero(span);
    return this;
  }

  /** The span as 16 hex digits of any case; anything else means none. */
  public RecordDraft spanIdHex(CharSequence hex) {
    hasSpan = Hex.read(hex, span) && !zero(span);
    return this;
  }

  /** Whether the draft has a trace id. */
  public boolean hasTrace() {
    return hasTrace;
  }

  /** W3C trace flags; the low eight bits count. */
  public RecordDraft flags(int value) {
    flags = value & 0xFF;
    return this;
  }

  /** What kind of event this is. */
  public RecordDraft eventName(String name) {
    eventName = name.isEmpty() ? NONE : bounded(name, 255);
    return this;
  }

  /** A text attribute. */
  public RecordDraft attribute(String key, String value) {
    byte[] text = value.getBytes(UTF_8);
    return attribute(key(key), text, 0, text.length);
  }

  /** An integer attribute. */
  public RecordDraft attribute(String key, long value) {
    return attribute(key(key), value);
  }

  /** A decimal attribute. */
  public RecordDraft attribute(String key, double value) {
    return attribute(key(key), value);
  }

  /** A truth value. */
  public RecordDraft attribute(String key, boolean value) {
    return attribute(key(key), value);
  }

  /** A text attribute. */
  public RecordDraft attribute(byte[] key, int keyFrom, int keyTo, byte[] text, int from, int to) {
    return attribute(keys.of(key, keyFrom, keyTo), text, from, to);
  }

  /** An integer attribute. */
  public RecordDraft attribute(byte[] key, int keyFrom, int keyTo, long value) {
    return attribute(keys.of(key, keyFrom, keyTo), value);
  }

  /** A decimal attribute. */
  public RecordDraft attribute(byte[] key, int keyFrom, int keyTo, double value) {
    return attribute(keys.of(key, keyFrom, keyTo), value);
  }

  /** A truth value. */
  public RecordDraft attribute(byte[] key, int keyFrom, int keyTo, boolean value) {
    return attribute(keys.of(key, keyFrom, keyTo), value);
  }

  /** An attribute without a value. */
  public RecordDraft attributeNull(byte[] key, int keyFrom, int keyTo) {
    return attributeNull(keys.of(key, keyFrom, keyTo));
  }

  /** An attribute without a value. */
  public RecordDraft attributeNull(KeyTable.Key key) {
    int start = open(key);
    if (start >= 0) {
      attributes.one(0x12);
      attributes.one(0);
      attributes.close(start);
    }
    return this;
  }

  /**
   * An attribute given as JSON: arrays stay arrays, objects become maps. Prefer dotted keys for
   * objects. Text that is not valid JSON is kept as text.
   */
  public RecordDraft attributeJson(String key, byte[] json, int from, int to) {
    byte[] name = key.getBytes(UTF_8);
    return attributeJson(name, 0, name.length, json, from, to);
  }

  /** An attribute given as JSON. */
  public RecordDraft attributeJson(
      byte[] key, int keyFrom, int keyTo, byte[] json, int from, int to) {
    return attributeJson(keys.of(key, keyFrom, keyTo), json, from, to);
  }

  /** An attribute given as JSON. */
  public RecordDraft attributeJson(KeyTable.Key name, byte[] json, int from, int to) {
    if (name.sensitive) {
      return attribute(name, json, from, to);
    }
    int start = open(name);
    if (start >= 0 && !JsonValues.write(this, attributes, json, from, to)) {
      attributes.size = start;
      return attribute(name, json, from, to);
    }
    if (start >= 0) {
      attributes.close(start);
    }
    return this;
  }

  private KeyTable.Key key(String key) {
    byte[] name = key.getBytes(UTF_8);
    return keys.of(name, 0, name.length);
  }

  /** The keys this draft knows. */
  public KeyTable keys() {
    return keys;
  }

  /** A text attribute, ASCII without a null byte when {@code plain}. */
  public RecordDraft attribute(KeyTable.Key key, byte[] text, int from, int to, boolean plain) {
    int length = to - from;
    if (!plain || key.sensitive || length > limit || redaction.suspicious(text, from, to)) {
      return attribute(key, text, from, to);
    }
    if (!opens(key)) {
      return this;
    }
    byte[] name = key.field;
    int value = 1 + ProtoBytes.varintSize(length) + length;
    int pair = name.length + 1 + ProtoBytes.varintSize(value) + value;
    attributes.ensure(pair + 10);
    byte[] out = attributes.bytes;
    int at = attributes.size;
    out[at++] = ATTRIBUTE;
    at = ProtoBytes.varint(out, at, pair);
    System.arraycopy(name, 0, out, at, name.length);
    at += name.length;
    out[at++] = 0x12;
    at = ProtoBytes.varint(out, at, value);
    out[at++] = 0x0A;
    at = ProtoBytes.varint(out, at, length);
    System.arraycopy(text, from, out, at, length);
    attributes.size = at + length;
    return this;
  }

  /** A text attribute. */
  public RecordDraft attribute(KeyTable.Key key, byte[] text, int from, int to) {
    int start = open(key);
    if (start < 0) {
      return this;
    }
    if (to - from > limit) {
      overflow = true;
      return this;
    }
    byte[] value = text;
    int first = from;
    int end = to;
    if (key.sensitive) {
      redaction.hid();
      value = HIDDEN;
      first = 0;
      end = value.length;
    }
    textValue(attributes, 0x12, value, first, end, !key.sensitive);
    attributes.close(start);
    return this;
  }

  /** An integer attribute. */
  public RecordDraft attribute(KeyTable.Key key, long value) {
    if (key.sensitive) {
      return attribute(key, HIDDEN, 0, HIDDEN.length);
    }
    int start = open(key);
    if (start >= 0) {
      attributes.one(0x12);
      attributes.one(1 + ProtoBytes.varintSize(value));
      attributes.one(0x18);
      attributes.varint(value);
      attributes.close(start);
    }
    return this;
  }

  /** A decimal attribute. */
  public RecordDraft attribute(KeyTable.Key key, double value) {
    if (key.sensitive) {
      return attribute(key, HIDDEN, 0, HIDDEN.length);
    }
    int start = open(key);
    if (start >= 0) {
      attributes.one(0x12);
      attributes.one(9);
      attributes.fixed64(0x21, Double.doubleToRawLongBits(value));
      attributes.close(start);
    }
    return this;
  }

  /** A truth value as attribute. */
  public RecordDraft attribute(KeyTable.Key key, boolean value) {
    int start = open(key);
    if (start >= 0) {
      attributes.one(0x12);
      attributes.one(2);
      attributes.one(0x10);
      attributes.one(value ? 1 : 0);
      attributes.close(start);
    }
    return this;
  }

  /** Begins an attribute; negative when the record is too large already. */
  private int open(KeyTable.Key key) {
    if (!opens(key)) {
      return -1;
    }
    int start = attributes.size;
    attributes.ensure(key.field.length + 2);
    attributes.one(ATTRIBUTE);
    attributes.one(0);
    attributes.raw(key.field, 0, key.field.length);
    return start;
  }

  /** Whether an attribute may begin here; one of the same name that came before counts no more. */
  private boolean opens(KeyTable.Key key) {
    if (attributes.size > limit) {
      overflow = true;
      return false;
    }
    if (key.usedBy == generation) {
      attributes.bytes[key.start] = DEAD;
      hasDead = true;
    }
    key.usedBy = generation;
    key.start = attributes.size;
    return true;
  }

  /** An AnyValue with a text, as a field with this tag. */
  void textValue(ProtoBytes out, int tag, byte[] text, int from, int to, boolean check) {
    int start = out.size;
    out.one(tag);
    out.one(0);
    int inner = out.size;
    out.one(0x0A);
    out.one(0);
    if (check) {
      text(out, text, from, to);
    } else {
      out.raw(text, from, to);
    }
    out.close(inner);
    out.close(start);
  }

  boolean sensitive(String key) {
    byte[] name = key.getBytes(UTF_8);
    return redaction.sensitiveKey(name, 0, name.length);
  }

  /** The value of a sensitive key inside a map. */
  void secret(ProtoBytes out) {
    redaction.hid();
    textValue(out, 0x12, HIDDEN, 0, HIDDEN.length, false);
  }

  private void text(ProtoBytes out, byte[] text, int from, int to) {
    byte[] value = text;
    int first = from;
    int end = to;
    if (to - from > limit) {
      overflow = true;
      return;
    }
    if (!Texts.plain(text, from, to) && !Texts.valid(text, from, to)) {
      value = Texts.repaired(text, from, to);
      first = 0;
      end = value.length;
    }
    if (redaction.suspicious(value, first, end)) {
      value = redaction.clean(value, first, end);
      first = 0;
      end = value.length;
    }
    out.raw(value, first, end);
  }

  /** Encodes one attribute of a resource. */
  void resourceAttribute(ProtoBytes out, String key, Object value) {
    switch (value) {
      case Long number -> attribute(key, number.longValue());
      case Double number -> attribute(key, number.doubleValue());
      case Boolean truth -> attribute(key, truth.booleanValue());
      default -> attribute(key, value.toString());
    }
    if (attributes.size > 0) {
      attributes.bytes[0] = 0x0A;
    }
    out.raw(attributes);
  }

  long time() {
    return timeNs != 0 ? timeNs : observedNs;
  }

  boolean overflow() {
    return overflow;
  }

  /** Writes the record as a field of a ScopeLogs message. */
  void writeTo(ProtoBytes out) {
    dropDead();
    out.ensure(body.size + attributes.size + 400);
    int start = out.size;
    out.one(0x12);
    out.one(0);
    if (timeNs != 0) {
      out.fixed64(0x09, timeNs);
    }
    if (severity != 0) {
      out.one(0x10);
      out.one(severity);
    }
    if (severityText.length > 0) {
      out.field(0x1A, severityText);
    }
    if (hasBody) {
      out.one(0x2A);
      out.varint(1L + ProtoBytes.varintSize(body.size) + body.size);
      out.field(0x0A, body);
    }
    out.raw(attributes);
    if (flags != 0) {
      out.fixed32(0x45, flags);
    }
    if (hasTrace) {
      out.field(0x4A, trace);
    }
    if (hasSpan) {
      out.field(0x52, span);
    }
    if (observedNs != 0) {
      out.fixed64(0x59, observedNs);
    }
    if (eventName.length > 0) {
      out.field(0x62, eventName);
    }
    out.close(start);
  }

  /** Encoded size, close from above. */
  int size() {
    return body.size + attributes.size + severityText.length + eventName.length + 80;
  }

  private void dropDead() {
    if (!hasDead) {
      return;
    }
    byte[] bytes = attributes.bytes;
    int to = 0;
    int from = 0;
    while (from < attributes.size) {
      int length = 0;
      int at = from + 1;
      int shift = 0;
      while (bytes[at] < 0) {
        length |= (bytes[at++] & 0x7F) << shift;
        shift += 7;
      }
      length |= bytes[at++] << shift;
      int end = at + length;
      if (bytes[from] != DEAD) {
        System.arraycopy(bytes, from, bytes, to, end - from);
        to += end - from;
      }
      from = end;
    }
    attributes.size = to;
    hasDead = false;
  }

  private static byte[] bounded(String text, int max) {
    String cut = text.length() > max ? text.substring(0, max) : text;
    byte[] bytes = cut.getBytes(UTF_8);
    return Texts.plain(bytes, 0, bytes.length) ? bytes : Texts.repaired(bytes, 0, bytes.length);
  }

  private static boolean zero(byte[] id) {
    for (byte b : id) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
