package dev.tocsin.logs.segment.rows;

import java.util.Arrays;

/**
 * The attributes of all rows: keys as numbers, values as longs. Text and JSON are ranges of the
 * buffer's bytes, start in the upper half, length in the lower.
 */
final class Attributes {

  static final byte TEXT = 0;
  static final byte INTEGER = 1;
  static final byte DECIMAL = 2;
  static final byte BOOLEAN = 3;

  /** An array or null, as JSON text; never a column of its own. */
  static final byte JSON = 4;

  static final int TYPES = 5;

  final ByteDictionary keys = new ByteDictionary();
  private int[] key = new int[1024];
  private byte[] type = new byte[1024];
  private long[] value = new long[1024];
  private int[] rowsWith = new int[64 * TYPES];
  private int[] lastRow = new int[64];
  private int[] lastPlace = new int[64];
  private int size;

  int size() {
    return size;
  }

  int key(int place) {
    return key[place];
  }

  byte type(int place) {
    return type[place];
  }

  long value(int place) {
    return value[place];
  }

  /** Rows in which the key has a value of the type. */
  int rowsWith(int keyId, int typeId) {
    return rowsWith[keyId * TYPES + typeId];
  }

  static long range(int from, int length) {
    return (long) from << 32 | length;
  }

  static int from(long range) {
    return (int) (range >>> 32);
  }

  static int length(long range) {
    return (int) range;
  }

  /** Whether the row has the key already. */
  boolean has(int row, int keyId) {
    return keyId * TYPES < rowsWith.length && lastRow[keyId] == row + 1;
  }

  /** Sets a value; a key that comes twice in one row keeps the last. */
  void set(int row, int keyId, byte typeId, long bits) {
    if (keyId >= lastRow.length) {
      int room = Math.max(keyId + 1, lastRow.length * 2);
      lastRow = Arrays.copyOf(lastRow, room);
      lastPlace = Arrays.copyOf(lastPlace, room);
      rowsWith = Arrays.copyOf(rowsWith, room * TYPES);
    }
    int place;
    if (lastRow[keyId] == row + 1) {
      place = lastPlace[keyId];
      rowsWith[keyId * TYPES + type[place]]--;
    } else {
      place = size++;
      if (place == key.length) {
        key = Arrays.copyOf(key, place * 2);
        type = Arrays.copyOf(type, place * 2);
        value = Arrays.copyOf(value, place * 2);
      }
      lastRow[keyId] = row + 1;
      lastPlace[keyId] = place;
      key[place] = keyId;
    }
    type[place] = typeId;
    value[place] = bits;
    rowsWith[keyId * TYPES + typeId]++;
  }

  /** Forgets everything from {@code place} on. */
  void cut(int place) {
    for (int i = place; i < size; i++) {
      rowsWith[key[i] * TYPES + type[i]]--;
      lastRow[key[i]] = 0;
    }
    size = place;
  }

  void clear() {
    Arrays.fill(rowsWith, 0);
    Arrays.fill(lastRow, 0);
    keys.clear();
    size = 0;
  }
}
