package dev.tocsin.logs.segment.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are well-formed UTF-8; plain ASCII is passed eight bytes at a time. */
final class Utf8 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  private Utf8() {}

  static boolean valid(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      while (at + 8 <= to && ((long) LONG.get(text, at) & HIGH) == 0) {
        at += 8;
      }
      if (at == to) {
        return true;
      }
      int length = length(text, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Length of the character at {@code at}; 0 when it is none. */
  private static int length(byte[] text, int at, int to) {
    int first = text[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = text[at + 1] & 0xff;
    boolean overlong = first == 0xe0 && second < 0xa0 || first == 0xf0 && second < 0x90;
    boolean surrogate = first == 0xed && second > 0x9f;
    boolean beyond = first == 0xf4 && second > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
  }
}
