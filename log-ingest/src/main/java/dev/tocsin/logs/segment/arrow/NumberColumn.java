package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.MemorySegment;

/** Numbers and booleans of a fixed width; rows may be set in any order. */
public final class NumberColumn extends Column {

  /** How a number is stored. */
  public enum Kind {
    LONG("l"),
    INT("i"),
    SHORT("s"),
    DOUBLE("g"),
    BOOLEAN("b");

    private final String format;

    Kind(String format) {
      this.format = format;
    }
  }

  private final Kind kind;
  private final long[] wide;
  private final int[] ints;
  private final short[] shorts;

  /** A column for at most {@code capacity} rows. */
  public NumberColumn(String name, Kind kind, int capacity) {
    super(name, kind.format, capacity);
    this.kind = kind;
    this.wide =
        switch (kind) {
          case LONG, DOUBLE -> new long[capacity];
          case BOOLEAN -> new long[Math.ceilDiv(capacity, 64)];
          case INT, SHORT -> new long[0];
        };
    this.ints = new int[kind == Kind.INT ? capacity : 0];
    this.shorts = new short[kind == Kind.SHORT ? capacity : 0];
  }

  /** Sets a row's value; a double is given as its bits, true as 1. */
  public void set(int row, long value) {
    present(row);
    switch (kind) {
      case LONG, DOUBLE -> wide[row] = value;
      case INT -> ints[row] = (int) value;
      case SHORT -> shorts[row] = (short) value;
      case BOOLEAN -> {
        long bit = 1L << row;
        wide[row >> 6] = value == 0 ? wide[row >> 6] & ~bit : wide[row >> 6] | bit;
      }
    }
  }

  @Override
  MemorySegment array(NativeMemory memory, int rows, MemorySegment release) {
    MemorySegment values =
        switch (kind) {
          case LONG, DOUBLE -> memory.copy(wide, rows);
          case BOOLEAN -> memory.copy(wide, Math.ceilDiv(rows, 64));
          case INT -> memory.copy(ints, rows);
          case SHORT -> memory.copy(shorts, rows);
        };
    MemorySegment[] buffers = {validity(memory, rows), values};
    return ArrowLayout.array(memory, rows, nulls(), buffers, NONE, MemorySegment.NULL, release);
  }
}
