package dev.tocsin.logs.intake.otlp;

/** Reads protobuf's wire form out of an array, without an object per message. */
final class Wire {

  /** The bytes are no protobuf; made once, without a stack. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("malformed", null, false, false);
    }
  }

  static final Malformed MALFORMED = new Malformed();

  private final byte[] bytes;
  private int pos;
  private int end;

  // The field that was read last.
  int tag;
  int from;
  int to;
  long number;

  Wire(byte[] bytes) {
    this.bytes = bytes;
  }

  /** From now on reads the message from {@code start} to {@code stop}. */
  Wire over(int start, int stop) {
    pos = start;
    end = stop;
    return this;
  }

  /** Where the next field begins. */
  int pos() {
    return pos;
  }

  /**
   * Reads the next field: its tag, and its content's range or number.
   *
   * @return false at the end of the message
   */
  boolean next() {
    if (pos == end) {
      return false;
    }
    tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw MALFORMED;
    }
    switch (tag & 7) {
      case 0 -> number = varint();
      case 1 -> fixed(8);
      case 2 -> {
        long length = varint();
        if (length < 0 || length > end - pos) {
          throw MALFORMED;
        }
        from = pos;
        pos += (int) length;
        to = pos;
      }
      case 5 -> fixed(4);
      default -> throw MALFORMED;
    }
    return true;
  }

  private void fixed(int size) {
    if (size > end - pos) {
      throw MALFORMED;
    }
    from = pos;
    pos += size;
    to = pos;
    number = 0;
    for (int i = size - 1; i >= 0; i--) {
      number = number << 8 | bytes[from + i] & 0xFF;
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (pos == end) {
        throw MALFORMED;
      }
      byte next = bytes[pos++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw MALFORMED;
  }
}
