package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A column of one batch in the making; the same object is filled again for the next batch. */
public abstract sealed class Column permits TextColumn, NumberColumn, NamedColumn {

  static final MemorySegment[] NONE = {};

  private final String name;
  private final String format;
  private final long[] valid;
  private int nulls;

  Column(String name, String format, int capacity) {
    this.name = name;
    this.format = format;
    this.valid = new long[Math.ceilDiv(capacity, 64)];
  }

  /** The column's name. */
  public String name() {
    return name;
  }

  /** All rows before {@code rows} are there; those that were not set are null. */
  abstract MemorySegment array(NativeMemory memory, int rows, MemorySegment release);

  /** The type; a column over a dictionary says more. */
  MemorySegment schema(NativeMemory memory, MemorySegment release) {
    return ArrowLayout.schema(memory, format, name, NONE, MemorySegment.NULL, release);
  }

  /** The row has a value. */
  final void present(int row) {
    valid[row >> 6] |= 1L << row;
  }

  final boolean isPresent(int row) {
    return (valid[row >> 6] & 1L << row) != 0;
  }

  /** Copies which rows have a value, and forgets it; no buffer when all have. */
  final MemorySegment validity(NativeMemory memory, int rows) {
    int set = 0;
    int words = Math.ceilDiv(rows, 64);
    for (int i = 0; i < words; i++) {
      set += Long.bitCount(valid[i]);
    }
    nulls = rows - set;
    MemorySegment buffer = nulls == 0 ? MemorySegment.NULL : memory.copy(valid, words);
    Arrays.fill(valid, 0, words, 0);
    return buffer;
  }

  /** Rows without a value, known after {@link #validity}. */
  final int nulls() {
    return nulls;
  }
}
