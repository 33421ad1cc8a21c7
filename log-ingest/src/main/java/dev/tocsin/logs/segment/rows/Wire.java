package dev.tocsin.logs.segment.rows;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A place in protobuf bytes. Every step is checked against the end of the present message. */
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int at;
  private int end;

  void over(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
  }

  boolean more() {
    return at < end;
  }

  int at() {
    return at;
  }

  /** Field number and wire type. */
  int tag() throws InvalidProtocolBufferException {
    int first = at < end ? bytes[at] : -1;
    if (first >= 0) {
      at++;
      return first;
    }
    return (int) varint();
  }

  long varint() throws InvalidProtocolBufferException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw broken("ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("has a number that is too long");
  }

  long fixed64() throws InvalidProtocolBufferException {
    need(8);
    long value = (long) LONG.get(bytes, at);
    at += 8;
    return value;
  }

  /** The length of the field that follows, which is certain to be there. */
  int length() throws InvalidProtocolBufferException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw broken("ends within a field");
    }
    return (int) length;
  }

  /** Goes into a message of {@code length}; returns what {@link #leave} needs. */
  int enter(int length) {
    int outer = end;
    end = at + length;
    return outer;
  }

  void leave(int outer) {
    at = end;
    end = outer;
  }

  /** Goes back to a place within the present message. */
  void back(int to) {
    at = to;
  }

  /** Bytes left in the present message. */
  int left() {
    return end - at;
  }

  void skipBytes(int length) {
    at += length;
  }

  /** Passes over a field nobody needs. */
  void skip(int tag) throws InvalidProtocolBufferException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> {
        need(8);
        at += 8;
      }
      case BYTES -> skipBytes(length());
      case FIXED32 -> {
        need(4);
        at += 4;
      }
      default -> throw broken("has an unknown wire type");
    }
  }

  private void need(int n) throws InvalidProtocolBufferException {
    if (end - at < n) {
      throw broken("ends within a number");
    }
  }

  static InvalidProtocolBufferException broken(String how) {
    return new InvalidProtocolBufferException("the batch " + how);
  }
}
