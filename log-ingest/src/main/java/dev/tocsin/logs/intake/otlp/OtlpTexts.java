package dev.tocsin.logs.intake.otlp;

import dev.tocsin.logs.intake.KeyTable;
import dev.tocsin.logs.intake.KeyTable.Key;
import dev.tocsin.logs.intake.ProtoBytes;
import dev.tocsin.logs.intake.Texts;
import dev.tocsin.logs.redaction.ByteRedaction;

/**
 * Looks at every text in an OTLP message, however deep, and rewrites a message only when one of
 * them holds a secret or is no valid UTF-8. Everything else stays byte for byte as it came.
 */
final class OtlpTexts {

  /** The messages that hold texts. */
  enum Message {
    RECORD,
    RESOURCE,
    SCOPE,
    KEY_VALUE,
    ANY,
    ARRAY,
    KVLIST,
    /** A text, not a message. */
    TEXT;

    private static final Message[][] CHILDREN = new Message[values().length][16];

    static {
      CHILDREN[RECORD.ordinal()][3] = TEXT;
      CHILDREN[RECORD.ordinal()][5] = ANY;
      CHILDREN[RECORD.ordinal()][6] = KEY_VALUE;
      CHILDREN[RECORD.ordinal()][12] = TEXT;
      CHILDREN[RESOURCE.ordinal()][1] = KEY_VALUE;
      CHILDREN[SCOPE.ordinal()][1] = TEXT;
      CHILDREN[SCOPE.ordinal()][2] = TEXT;
      CHILDREN[SCOPE.ordinal()][3] = KEY_VALUE;
      CHILDREN[KEY_VALUE.ordinal()][1] = TEXT;
      CHILDREN[KEY_VALUE.ordinal()][2] = ANY;
      CHILDREN[ANY.ordinal()][1] = TEXT;
      CHILDREN[ANY.ordinal()][5] = ARRAY;
      CHILDREN[ANY.ordinal()][6] = KVLIST;
      CHILDREN[ARRAY.ordinal()][1] = ANY;
      CHILDREN[KVLIST.ordinal()][1] = KEY_VALUE;
    }

    /** What lies in this field; RESOURCE for what needs no look. */
    Message child(int tag) {
      int field = tag >>> 3;
      Message found = (tag & 7) == 2 && field < 16 ? CHILDREN[ordinal()][field] : null;
      return found == null ? RESOURCE : found;
    }
  }

  /** Messages in messages; a level of maps or lists takes two or three. Below what readers bear. */
  private static final int MAX_DEPTH = 64;

  private static final byte[] HIDDEN = ByteRedaction.hidden();

  private final byte[] bytes;
  private final ByteRedaction redaction;
  private final KeyTable keys;
  private final Wire[] readers = new Wire[MAX_DEPTH + 1];

  // What the last record said.
  private long time;
  private long observed;

  OtlpTexts(byte[] bytes, ByteRedaction redaction) {
    this.bytes = bytes;
    this.redaction = redaction;
    this.keys = new KeyTable(redaction);
  }

  /** The time of the record that was looked at last; 0 when it has none. */
  long time() {
    return time != 0 ? time : observed;
  }

  /**
   * Whether the message can stay as it is.
   *
   * @throws TooDeep when it is nested too deep to look at
   */
  boolean clean(Message message, int from, int to) {
    time = 0;
    observed = 0;
    keys.trim();
    return clean(message, from, to, 0);
  }

  private boolean clean(Message message, int from, int to, int depth) {
    Wire wire = reader(depth).over(from, to);
    boolean sensitive = false;
    while (wire.next()) {
      Message child = message.child(wire.tag);
      switch (child) {
        case RESOURCE -> {
          if (message == Message.RECORD) {
            time = wire.tag == 0x09 ? wire.number : time;
            observed = wire.tag == 0x59 ? wire.number : observed;
          }
        }
        case TEXT -> {
          if (message == Message.KEY_VALUE) {
            Key key = keys.of(bytes, wire.from, wire.to);
            sensitive = key.sensitive();
            if (key.repaired()) {
              return rest(message, wire);
            }
          } else if (!clean(wire.from, wire.to)) {
            return rest(message, wire);
          }
        }
        default -> {
          if (sensitive && child == Message.ANY || !clean(child, wire.from, wire.to, depth + 1)) {
            return rest(message, wire);
          }
        }
      }
    }
    return true;
  }

  /** Something has to be rewritten; the record's times are still wanted. */
  private boolean rest(Message message, Wire wire) {
    while (message == Message.RECORD && wire.next()) {
      time = wire.tag == 0x09 ? wire.number : time;
      observed = wire.tag == 0x59 ? wire.number : observed;
    }
    return false;
  }

  private boolean clean(int from, int to) {
    return (Texts.plain(bytes, from, to) || Texts.valid(bytes, from, to))
        && !redaction.suspicious(bytes, from, to);
  }

  /** Writes the message with clean texts. */
  void rewrite(Message message, int from, int to, ProtoBytes out) {
    rewrite(message, from, to, 0, out);
  }

  private void rewrite(Message message, int from, int to, int depth, ProtoBytes out) {
    boolean sensitive = message == Message.KEY_VALUE && sensitive(from, to, depth);
    Wire wire = reader(depth).over(from, to);
    for (int start = from; wire.next(); start = wire.pos()) {
      Message child = message.child(wire.tag);
      if (child == Message.RESOURCE) {
        out.raw(bytes, start, wire.pos());
        continue;
      }
      int field = out.size;
      out.one(wire.tag);
      out.one(0);
      if (child == Message.TEXT) {
        text(wire.from, wire.to, message != Message.KEY_VALUE, out);
      } else if (sensitive && child == Message.ANY) {
        redaction.hid();
        out.field(0x0A, HIDDEN);
      } else {
        rewrite(child, wire.from, wire.to, depth + 1, out);
      }
      out.close(field);
    }
  }

  private boolean sensitive(int from, int to, int depth) {
    Wire wire = reader(depth).over(from, to);
    boolean sensitive = false;
    while (wire.next()) {
      if (wire.tag == 0x0A) {
        sensitive = keys.of(bytes, wire.from, wire.to).sensitive();
      }
    }
    return sensitive;
  }

  private void text(int from, int to, boolean secrets, ProtoBytes out) {
    byte[] text = bytes;
    int first = from;
    int end = to;
    if (!Texts.plain(text, first, end) && !Texts.valid(text, first, end)) {
      text = Texts.repaired(text, first, end);
      first = 0;
      end = text.length;
    }
    if (secrets && redaction.suspicious(text, first, end)) {
      text = redaction.clean(text, first, end);
      first = 0;
      end = text.length;
    }
    out.raw(text, first, end);
  }

  /** Nested deeper than anybody can mean; made once, without a stack. */
  static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super("too deep", null, false, false);
    }
  }

  private static final TooDeep TOO_DEEP = new TooDeep();

  private Wire reader(int depth) {
    if (depth > MAX_DEPTH) {
      throw TOO_DEEP;
    }
    Wire reader = readers[depth];
    if (reader == null) {
      reader = new Wire(bytes);
      readers[depth] = reader;
    }
    return reader;
  }
}
