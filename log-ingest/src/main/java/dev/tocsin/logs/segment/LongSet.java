package dev.tocsin.logs.segment;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A set of longs without objects; grows, and keeps its room when it is cleared. */
final class LongSet {

  private static final int SMALLEST = 1 << 10;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long SEED = System.nanoTime() * MIX;

  private long[] slots = new long[SMALLEST];
  private int size;
  private boolean zero;

  /** Adds a value; values should be well mixed already. */
  void add(long value) {
    addNew(value);
  }

  /** Adds a value; false when it was there already. */
  boolean addNew(long value) {
    if (value == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    long[] table = slots;
    int mask = table.length - 1;
    int at = place(value) & mask;
    while (true) {
      long held = table[at];
      if (held == value) {
        return false;
      }
      if (held == 0) {
        table[at] = value;
        if (++size * 2 > table.length) {
          grow();
        }
        return true;
      }
      at = at + 1 & mask;
    }
  }

  int size() {
    return size + (zero ? 1 : 0);
  }

  void forEach(LongConsumer consumer) {
    if (zero) {
      consumer.accept(0);
    }
    for (long value : slots) {
      if (value != 0) {
        consumer.accept(value);
      }
    }
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(slots, 0);
    }
    size = 0;
    zero = false;
  }

  /** Nobody outside can tell which values fall together. */
  private static int place(long value) {
    return (int) ((value ^ SEED) * MIX >>> 32);
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    size = 0;
    for (long value : old) {
      if (value != 0) {
        add(value);
      }
    }
  }
}
