package dev.tocsin.logs.intake.jsonlines;

import dev.tocsin.logs.intake.KeyTable;
import dev.tocsin.logs.intake.KeyTable.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line: where they lie in the body, what they are, and which role they may play.
 */
final class LineFields {

  /** Used up: the field is not an attribute any more. */
  static final byte TAKEN = 0;

  static final byte ASCII = 1;
  static final byte UTF8 = 2;
  static final byte ESCAPED = 3;
  static final byte JSON = 4;
  static final byte TRUE = 5;
  static final byte FALSE = 6;
  static final byte NULL = 7;
  static final byte INTEGER = 8;

  /** More than 18 digits. */
  static final byte LONG_INTEGER = 9;

  static final byte DECIMAL = 10;

  private final FieldNames names;
  private final KeyTable table;
  private int version;
  private long line;
  private int count;
  private @Nullable Key[] keys = new @Nullable Key[32];
  private byte[] kinds = new byte[32];
  private int[] from = new int[32];
  private int[] to = new int[32];
  private long[] numbers = new long[32];
  private final long[] present = new long[FieldNames.KINDS];
  private final int[] candidates = new int[FieldNames.KINDS * 64];

  LineFields(FieldNames names, KeyTable table) {
    this.names = names;
    this.table = table;
  }

  /** The kind of a text. */
  static byte text(boolean escaped, boolean plain) {
    return escaped ? ESCAPED : plain ? ASCII : UTF8;
  }

  void begin() {
    line = table.newLine();
    count = 0;
    Arrays.fill(present, 0);
    if (version != table.version()) {
      version = table.version();
      Arrays.fill(keys, null);
    }
  }

  /** The key that was at this place in the line before. */
  @Nullable Key expected() {
    return count < keys.length ? keys[count] : null;
  }

  void add(Key key, byte kind, int start, int end, long number) {
    int slot = key.slot(line);
    if (slot < 0) {
      slot = count++;
      key.slot(line, slot);
      if (slot == keys.length) {
        grow(slot * 2);
      }
      keys[slot] = key;
    }
    kinds[slot] = kind;
    from[slot] = start;
    to[slot] = end;
    numbers[slot] = number;
    FieldNames.Role role = names.role(key);
    if (role.kind() >= 0) {
      present[role.kind()] |= 1L << role.rank();
      candidates[role.kind() * 64 + role.rank()] = slot;
    }
  }

  private void grow(int size) {
    keys = Arrays.copyOf(keys, size);
    kinds = Arrays.copyOf(kinds, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    numbers = Arrays.copyOf(numbers, size);
  }

  int count() {
    return count;
  }

  /** One bit per name of that kind that occurs in the line; the lowest bit is to be preferred. */
  long present(int kind) {
    return present[kind];
  }

  /** The field that has the lowest of these bits. */
  int candidate(int kind, long bits) {
    return candidates[kind * 64 + Long.numberOfTrailingZeros(bits)];
  }

  Key key(int slot) {
    Key key = keys[slot];
    if (key == null) {
      throw new IllegalStateException("no such field");
    }
    return key;
  }

  byte kind(int slot) {
    return kinds[slot];
  }

  boolean isText(int slot) {
    return kinds[slot] >= ASCII && kinds[slot] <= ESCAPED;
  }

  int from(int slot) {
    return from[slot];
  }

  int to(int slot) {
    return to[slot];
  }

  long number(int slot) {
    return numbers[slot];
  }

  void take(int slot) {
    kinds[slot] = TAKEN;
  }
}
