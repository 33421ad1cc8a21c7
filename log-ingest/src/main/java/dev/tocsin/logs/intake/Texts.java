package dev.tocsin.logs.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes any bytes storable text: valid UTF-8 without null bytes. */
final class Texts {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private Texts() {}

  /** Whether the bytes are ASCII without a null byte: the common case, eight bytes at a time. */
  static boolean plain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long word = (long) LONGS.get(bytes, i);
      if ((((word - ONES) | word) & HIGH) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text for bytes that are not {@link #plain}: null when they are fine as they are, otherwise
   * a copy with U+FFFD for what is no UTF-8 and for null bytes.
   */
  static byte[] repaired(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
