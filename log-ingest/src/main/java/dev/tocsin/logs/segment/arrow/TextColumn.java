package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** UTF-8 text; rows must be set in ascending order. */
public final class TextColumn extends Column {

  private final int[] offsets;
  private byte[] bytes = new byte[4096];
  private int filled;
  private int size;

  /** A column for at most {@code capacity} rows. */
  public TextColumn(String name, int capacity) {
    super(name, "u", capacity);
    this.offsets = new int[capacity + 1];
  }

  /** Copies a row's value. */
  public void set(int row, byte[] source, int from, int length) {
    int start = begin(row, length);
    System.arraycopy(source, from, bytes, start, length);
  }

  /** Sets a row's value to a 64-bit number in hex, or to two of them. */
  public void setHex(int row, boolean two, long high, long low) {
    int at = begin(row, two ? 32 : 16);
    if (two) {
      hex(at, high);
      at += 16;
    }
    hex(at, low);
  }

  private int begin(int row, int length) {
    while (filled <= row) {
      offsets[filled++] = size;
    }
    int start = size;
    size = Math.addExact(size, length);
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
    present(row);
    return start;
  }

  private void hex(int at, long value) {
    for (int i = 0; i < 16; i++) {
      int digit = (int) (value >>> 60 - 4 * i) & 15;
      bytes[at + i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
    }
  }

  @Override
  MemorySegment array(NativeMemory memory, int rows, MemorySegment release) {
    while (filled <= rows) {
      offsets[filled++] = size;
    }
    MemorySegment valid = validity(memory, rows);
    MemorySegment[] buffers = {valid, memory.copy(offsets, rows + 1), memory.copy(bytes, size)};
    filled = 0;
    size = 0;
    return ArrowLayout.array(memory, rows, nulls(), buffers, NONE, MemorySegment.NULL, release);
  }
}
