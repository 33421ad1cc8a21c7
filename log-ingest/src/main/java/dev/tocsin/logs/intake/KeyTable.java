package dev.tocsin.logs.intake;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attribute keys of one request, each looked at once. Bounded: starts over when full. */
final class KeyTable {

  /** One key. */
  static final class Key {
    final byte[] name;
    final int hash;

    /** Its encoded form in a KeyValue: tag, length, name. */
    final byte[] field;

    final boolean sensitive;

    /** The draft that used it last, and where its attribute starts there. */
    long usedBy;

    int start;

    Key(byte[] name, int hash, byte[] field, boolean sensitive) {
      this.name = name;
      this.hash = hash;
      this.field = field;
      this.sensitive = sensitive;
    }
  }

  private static final int MAX_KEYS = 4096;

  private final Cleaning cleaning;
  private @Nullable Key[] slots = new @Nullable Key[64];
  private int count;

  KeyTable(Cleaning cleaning) {
    this.cleaning = cleaning;
  }

  /** Forgets the keys when there are too many; only between two drafts. */
  void trim() {
    if (count > MAX_KEYS) {
      slots = new @Nullable Key[64];
      count = 0;
    }
  }

  Key of(byte[] bytes, int from, int to) {
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
    byte[] text = Texts.plain(name, 0, name.length) ? name : Texts.repaired(name, 0, name.length);
    var field = new ProtoBytes(text.length + 6);
    field.field(0x0A, text);
    return new Key(name, hash, field.toByteArray(), cleaning.sensitiveKey(text, 0, text.length));
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
