package dev.tocsin.logs.intake;

import dev.tocsin.logs.redaction.ByteRedaction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attribute keys of one request, each looked at once. Bounded: starts over when full. */
public final class KeyTable {

  /** One key. */
  public static final class Key {
    final byte[] name;
    final int hash;
    final byte[] text;

    /** Its encoded form in a KeyValue: tag, length, name. */
    final byte[] field;

    final boolean sensitive;

    /** The draft that used it last, and where its attribute starts there. */
    long usedBy;

    int start;

    private @Nullable Object note;
    private int slot;
    private long slotOf;

    Key(byte[] name, int hash, byte[] text, byte[] field, boolean sensitive) {
      this.name = name;
      this.text = text;
      this.hash = hash;
      this.field = field;
      this.sensitive = sensitive;
    }

    /** Its bytes as they came; not to be changed. */
    public byte[] name() {
      return name;
    }

    /** Its bytes as valid text. */
    public byte[] shown() {
      return text;
    }

    /** Whether the name alone says that the value is a secret. */
    public boolean sensitive() {
      return sensitive;
    }

    /** Whether its bytes were no valid text. */
    public boolean repaired() {
      return text != name;
    }

    /** What a door has found out about the key; null when nothing yet. */
    public @Nullable Object note() {
      return note;
    }

    /** Keeps what a door has found out. */
    public void note(Object found) {
      note = found;
    }

    /** The slot that was set for this line; negative when none was. */
    public int slot(long line) {
      return slotOf == line ? slot : -1;
    }

    /** Remembers a slot for a line. */
    public void slot(long line, int number) {
      slotOf = line;
      slot = number;
    }
  }

  private static final int MAX_KEYS = 4096;

  private final ByteRedaction redaction;
  private @Nullable Key[] slots = new @Nullable Key[64];
  private int count;
  private int version;
  private long lines;

  /** An empty table. */
  public KeyTable(ByteRedaction redaction) {
    this.redaction = redaction;
  }

  /** Forgets the keys when there are too many; only between two drafts. */
  public void trim() {
    if (count > MAX_KEYS) {
      slots = new @Nullable Key[64];
      count = 0;
      version++;
    }
  }

  /** A number for a new line, for {@link Key#slot}. */
  public long newLine() {
    return ++lines;
  }

  /** Changes when the table has forgotten its keys. */
  public int version() {
    return version;
  }

  /** The key with these bytes. */
  public Key of(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int slot = hash & slots.length - 1;
    for (Key key = slots[slot]; key != null; key = slots[slot]) {
      if (key.hash == hash && Arrays.equals(key.name, 0, key.name.length, bytes, from, to)) {
        return key;
      }
      slot = slot + 1 & slots.length - 1;
    }
    Key added = made(Arrays.copyOfRange(bytes, from, to), hash);
    slots[slot] = added;
    if (++count * 2 > slots.length) {
      grow();
    }
    return added;
  }

  private Key made(byte[] name, int hash) {
    byte[] text =
        Texts.plain(name, 0, name.length) || Texts.valid(name, 0, name.length)
            ? name
            : Texts.repaired(name, 0, name.length);
    var field = new ProtoBytes(text.length + 6);
    field.field(0x0A, text);
    return new Key(
        name, hash, text, field.toByteArray(), redaction.sensitiveKey(text, 0, text.length));
  }

  private void grow() {
    @Nullable Key[] old = slots;
    slots = new @Nullable Key[old.length * 2];
    for (Key key : old) {
      if (key != null) {
        int slot = key.hash & slots.length - 1;
        while (slots[slot] != null) {
          slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = key;
      }
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
