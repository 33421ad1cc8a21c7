package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers for byte strings, in the order in which they first came. */
final class ByteDictionary {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Nobody outside can tell which strings fall together. */
  private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;

  private byte[] bytes = new byte[1024];
  private int[] starts = new int[65];
  private int[] hashes = new int[64];
  private int[] slots = new int[128];
  private int size;

  /** The number of a byte string; gives it one when it is new. */
  int intern(byte[] source, int from, int to) {
    int hash = hash(source, from, to);
    int mask = slots.length - 1;
    int at = hash & mask;
    for (int held; (held = slots[at]) != 0; at = at + 1 & mask) {
      int id = held - 1;
      if (hashes[id] == hash
          && Arrays.equals(source, from, to, bytes, starts[id], starts[id + 1])) {
        return id;
      }
    }
    slots[at] = size + 1;
    return append(hash, source, from, to);
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Entry {@code i} begins at place {@code i} and ends where the next begins. */
  int[] starts() {
    return starts;
  }

  int from(int id) {
    return starts[id];
  }

  int to(int id) {
    return starts[id + 1];
  }

  String text(int id) {
    return new String(bytes, from(id), to(id) - from(id), UTF_8);
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private int append(int hash, byte[] source, int from, int to) {
    int id = size++;
    int start = starts[id];
    int end = Math.addExact(start, to - from);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    System.arraycopy(source, from, bytes, start, to - from);
    if (id == hashes.length) {
      hashes = Arrays.copyOf(hashes, id * 2);
      starts = Arrays.copyOf(starts, id * 2 + 1);
    }
    hashes[id] = hash;
    starts[id + 1] = end;
    if (size * 2 > slots.length) {
      grow();
    }
    return id;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int at = hashes[id] & mask;
      while (slots[at] != 0) {
        at = at + 1 & mask;
      }
      slots[at] = id + 1;
    }
  }

  private static int hash(byte[] source, int from, int to) {
    long hash = SEED + (to - from);
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mix(hash ^ (long) LONG.get(source, at));
    }
    long tail = 0;
    for (; at < to; at++) {
      tail = tail << 8 | source[at] & 0xff;
    }
    hash = mix(hash ^ tail);
    return (int) (hash ^ hash >>> 32);
  }

  private static long mix(long word) {
    long mixed = word * 0xD6E8FEB86659FD93L;
    return mixed ^ mixed >>> 32;
  }
}
