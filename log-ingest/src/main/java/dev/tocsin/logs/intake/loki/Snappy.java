package dev.tocsin.logs.intake.loki;

import java.io.IOException;

/** Snappy's block format, decoded with a limit that holds before anything is allocated. */
final class Snappy {

  private Snappy() {}

  /**
   * The length that a block announces.
   *
   * @throws IOException when it announces none, or more than {@code Integer.MAX_VALUE}
   */
  static int length(byte[] block) throws IOException {
    long value = 0;
    for (int i = 0; i < 5 && i < block.length; i++) {
      value |= (long) (block[i] & 0x7f) << (7 * i);
      if (block[i] >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw new IOException("the block announces too many bytes");
        }
        return (int) value;
      }
    }
    throw new IOException("the block announces no length");
  }

  /** Decodes a block whose announced length the caller has accepted. */
  static byte[] decode(byte[] block) throws IOException {
    byte[] out = new byte[length(block)];
    int in = 0;
    while (block[in++] < 0) {
      // Steps over the length.
    }
    int at = 0;
    while (in < block.length) {
      int tag = block[in++] & 0xff;
      int kind = tag & 3;
      if (kind == 0) {
        int size = tag >>> 2;
        if (size >= 60) {
          int bytes = size - 59;
          size = number(block, in, bytes);
          in += bytes;
        }
        size++;
        if (size <= 0 || size > block.length - in || size > out.length - at) {
          throw new IOException("a literal is longer than the block");
        }
        System.arraycopy(block, in, out, at, size);
        in += size;
        at += size;
        continue;
      }
      int size = kind == 1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
      int bytes = kind == 3 ? 4 : kind;
      int offset = number(block, in, bytes) | (kind == 1 ? tag >>> 5 << 8 : 0);
      in += bytes;
      if (offset <= 0 || offset > at || size > out.length - at) {
        throw new IOException("a copy points outside the block");
      }
      copy(out, at, offset, size);
      at += size;
    }
    if (at != out.length) {
      throw new IOException("the block is shorter than it announces");
    }
    return out;
  }

  private static void copy(byte[] out, int at, int offset, int size) {
    if (offset >= size) {
      System.arraycopy(out, at - offset, out, at, size);
      return;
    }
    // Overlapping on purpose: repeats what it has just written.
    for (int i = 0; i < size; i++) {
      out[at + i] = out[at + i - offset];
    }
  }

  private static int number(byte[] block, int from, int bytes) throws IOException {
    if (bytes > block.length - from) {
      throw new IOException("the block ends within a number");
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (block[from + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
