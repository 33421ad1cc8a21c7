package dev.tocsin.logs.segment.arrow;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/** Where the fields of the three C structures of the Arrow interfaces lie, on 64-bit machines. */
final class ArrowLayout {

  static final long SCHEMA_BYTES = 72;
  static final long ARRAY_BYTES = 80;
  static final long STREAM_BYTES = 40;
  static final long SCHEMA_RELEASE = 56;
  static final long ARRAY_RELEASE = 64;
  static final long STREAM_RELEASE = 24;
  static final AddressLayout SCHEMA_POINTER = pointer(SCHEMA_BYTES);
  static final AddressLayout ARRAY_POINTER = pointer(ARRAY_BYTES);
  static final AddressLayout STREAM_POINTER = pointer(STREAM_BYTES);
  private static final long NULLABLE = 2;

  private ArrowLayout() {}

  private static AddressLayout pointer(long bytes) {
    return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(bytes, JAVA_BYTE));
  }

  /** Fills an ArrowSchema. */
  static MemorySegment schema(
      NativeMemory memory,
      String format,
      String name,
      MemorySegment[] children,
      MemorySegment dictionary,
      MemorySegment release) {
    MemorySegment schema = memory.allocate(SCHEMA_BYTES);
    schema.set(ADDRESS, 0, memory.text(format));
    schema.set(ADDRESS, 8, memory.text(name));
    schema.set(ADDRESS, 16, MemorySegment.NULL);
    schema.set(JAVA_LONG, 24, NULLABLE);
    schema.set(JAVA_LONG, 32, children.length);
    schema.set(ADDRESS, 40, pointers(memory, children));
    schema.set(ADDRESS, 48, dictionary);
    schema.set(ADDRESS, SCHEMA_RELEASE, release);
    schema.set(ADDRESS, 64, MemorySegment.NULL);
    return schema;
  }

  /** Fills an ArrowArray. */
  static MemorySegment array(
      NativeMemory memory,
      long length,
      long nulls,
      MemorySegment[] buffers,
      MemorySegment[] children,
      MemorySegment dictionary,
      MemorySegment release) {
    MemorySegment array = memory.allocate(ARRAY_BYTES);
    array.set(JAVA_LONG, 0, length);
    array.set(JAVA_LONG, 8, nulls);
    array.set(JAVA_LONG, 16, 0);
    array.set(JAVA_LONG, 24, buffers.length);
    array.set(JAVA_LONG, 32, children.length);
    array.set(ADDRESS, 40, pointers(memory, buffers));
    array.set(ADDRESS, 48, pointers(memory, children));
    array.set(ADDRESS, 56, dictionary);
    array.set(ADDRESS, ARRAY_RELEASE, release);
    array.set(ADDRESS, 72, MemorySegment.NULL);
    return array;
  }

  private static MemorySegment pointers(NativeMemory memory, MemorySegment[] targets) {
    if (targets.length == 0) {
      return MemorySegment.NULL;
    }
    MemorySegment list = memory.allocate(targets.length * 8L);
    for (int i = 0; i < targets.length; i++) {
      list.setAtIndex(ADDRESS, i, targets[i]);
    }
    return list;
  }
}
