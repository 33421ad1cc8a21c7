package dev.tocsin.logs.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes with the few protobuf forms that log records need. */
public final class ProtoBytes {

  /** A buffer that once grew larger than this is let go at the next reset. */
  private static final int KEEP = 1 << 20;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int initial;
  public byte[] bytes;
  public int size;

  public ProtoBytes(int initial) {
    this.initial = initial;
    this.bytes = new byte[initial];
  }

  public void reset() {
    size = 0;
    if (bytes.length > KEEP) {
      bytes = new byte[initial];
    }
  }

  public void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** Room for exactly so much when there is none at all yet; more for later otherwise. */
  void reserve(int more) {
    if (bytes.length == 0) {
      bytes = new byte[more];
    } else {
      ensure(more);
    }
  }

  public void raw(byte[] from, int start, int end) {
    int length = end - start;
    ensure(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  public void raw(ProtoBytes other) {
    raw(other.bytes, 0, other.size);
  }

  public void one(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  public void varint(long value) {
    ensure(10);
    size = varint(bytes, size, value);
  }

  /** Writes a varint where there is room for it; returns the position behind it. */
  static int varint(byte[] target, int at, long value) {
    int pos = at;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[pos++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[pos++] = (byte) rest;
    return pos;
  }

  public void fixed64(int tag, long value) {
    ensure(9);
    bytes[size++] = (byte) tag;
    LONGS.set(bytes, size, value);
    size += 8;
  }

  public void fixed32(int tag, int value) {
    ensure(5);
    bytes[size++] = (byte) tag;
    bytes[size++] = (byte) value;
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 24);
  }

  /** A length-delimited field; tags of one byte only. */
  public void field(int tag, byte[] from, int start, int end) {
    ensure(6 + end - start);
    bytes[size++] = (byte) tag;
    varint(end - start);
    raw(from, start, end);
  }

  public void field(int tag, byte[] value) {
    field(tag, value, 0, value.length);
  }

  public void field(int tag, ProtoBytes value) {
    field(tag, value.bytes, 0, value.size);
  }

  public void field(int tag, String value) {
    field(tag, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Ends a length-delimited field that was begun at {@code start} with its tag and one byte for the
   * length: puts the length in, and moves the content when one byte is not enough.
   */
  public void close(int start) {
    int content = start + 2;
    int length = size - content;
    int extra = varintSize(length) - 1;
    if (extra > 0) {
      ensure(extra);
      System.arraycopy(bytes, content, bytes, content + extra, length);
    }
    size = start + 1;
    varint(length);
    size += length;
  }

  /** Where the content of a length-delimited field begins whose tag is the first byte. */
  static int contentStart(byte[] field) {
    int at = 1;
    while (field[at] < 0) {
      at++;
    }
    return at + 1;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public static int varintSize(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }
}
