package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** A batch that DuckDB made, for reading. */
public final class ArrowBatch {

  private final MemorySegment array;

  ArrowBatch(MemorySegment array) {
    this.array = array;
  }

  /** Number of rows. */
  public int rows() {
    return Math.toIntExact(array.get(JAVA_LONG, 0));
  }

  /** Copies a text column; the ends of its values go into {@code ends}, nulls are empty. */
  public byte[] text(int column, int[] ends, byte[] room) {
    int rows = rows();
    MemorySegment child = child(column);
    int first = Math.toIntExact(child.get(JAVA_LONG, 16));
    MemorySegment offsets = buffer(child, 1, (first + rows + 1) * 4L);
    int from = offsets.getAtIndex(JAVA_INT, first);
    for (int i = 0; i < rows; i++) {
      ends[i] = offsets.getAtIndex(JAVA_INT, first + i + 1L) - from;
    }
    int size = rows == 0 ? 0 : ends[rows - 1];
    byte[] target = room.length < size ? new byte[Math.max(size, room.length * 2)] : room;
    MemorySegment data = buffer(child, 2, (long) from + size);
    MemorySegment.copy(data, JAVA_BYTE, from, target, 0, size);
    return target;
  }

  /** Copies a column of 64-bit values; nulls are 0. */
  public void longs(int column, long[] target) {
    int rows = rows();
    MemorySegment child = child(column);
    int first = Math.toIntExact(child.get(JAVA_LONG, 16));
    MemorySegment values = buffer(child, 1, (first + rows) * 8L);
    MemorySegment.copy(values, JAVA_LONG, first * 8L, target, 0, rows);
    MemorySegment valid = buffer(child, 0, (first + rows + 7) / 8);
    if (valid.address() == 0) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      int bit = first + i;
      if ((valid.get(JAVA_BYTE, bit >> 3) & 1 << (bit & 7)) == 0) {
        target[i] = 0;
      }
    }
  }

  private MemorySegment child(int column) {
    MemorySegment children = array.get(ADDRESS, 48).reinterpret((column + 1) * 8L);
    return children.getAtIndex(ADDRESS, column).reinterpret(ArrowLayout.ARRAY_BYTES);
  }

  private static MemorySegment buffer(MemorySegment child, int number, long bytes) {
    MemorySegment buffers = child.get(ADDRESS, 40).reinterpret((number + 1) * 8L);
    MemorySegment buffer = buffers.getAtIndex(ADDRESS, number);
    return buffer.address() == 0 ? buffer : buffer.reinterpret(bytes);
  }
}
