package dev.tocsin.logs.segment.arrow;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory outside the heap that is handed out piece by piece and taken back all at once. What was
 * handed out before a {@link #reset} must not be used by anybody afterwards.
 */
public final class NativeMemory implements AutoCloseable {

  private static final long CHUNK = 4 << 20;
  private static final long ALIGNMENT = 64;

  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> chunks = new ArrayList<>();
  private int chunk;
  private long used;

  /** Memory with undefined content. */
  public MemorySegment allocate(long bytes) {
    long size = Math.max(ALIGNMENT, bytes + ALIGNMENT - 1 & -ALIGNMENT);
    while (chunk < chunks.size() && chunks.get(chunk).byteSize() - used < size) {
      chunk++;
      used = 0;
    }
    if (chunk == chunks.size()) {
      chunks.add(arena.allocate(Math.max(CHUNK, size), ALIGNMENT));
      used = 0;
    }
    MemorySegment piece = chunks.get(chunk).asSlice(used, size);
    used += size;
    return piece;
  }

  /** A copy of the first {@code n} numbers. */
  MemorySegment copy(long[] source, int n) {
    MemorySegment target = allocate((long) n * Long.BYTES);
    MemorySegment.copy(source, 0, target, ValueLayout.JAVA_LONG, 0, n);
    return target;
  }

  /** A copy of the first {@code n} numbers. */
  MemorySegment copy(int[] source, int n) {
    MemorySegment target = allocate((long) n * Integer.BYTES);
    MemorySegment.copy(source, 0, target, ValueLayout.JAVA_INT, 0, n);
    return target;
  }

  /** A copy of the first {@code n} numbers. */
  MemorySegment copy(short[] source, int n) {
    MemorySegment target = allocate((long) n * Short.BYTES);
    MemorySegment.copy(source, 0, target, ValueLayout.JAVA_SHORT, 0, n);
    return target;
  }

  /** A copy of the first {@code n} bytes. */
  MemorySegment copy(byte[] source, int n) {
    MemorySegment target = allocate(n);
    MemorySegment.copy(source, 0, target, ValueLayout.JAVA_BYTE, 0, n);
    return target;
  }

  /** Text that ends with a zero. */
  MemorySegment text(String text) {
    MemorySegment target = allocate(text.length() * 3L + 1);
    target.setString(0, text);
    return target;
  }

  /** Takes everything back. */
  public void reset() {
    chunk = 0;
    used = 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
