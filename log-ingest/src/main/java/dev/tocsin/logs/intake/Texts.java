package dev.tocsin.logs.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes any bytes storable text: valid UTF-8 without null bytes. */
public final class Texts {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;

  private Texts() {}

  /** Whether the bytes are ASCII without a null byte: the common case, eight bytes at a time. */
  public static boolean plain(byte[] bytes, int from, int to) {
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

  /** Whether the bytes are valid UTF-8 without a null byte. */
  public static boolean valid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int c = bytes[i];
      if (c > 0) {
        i++;
        continue;
      }
      int length = c >= 0xFFFFFFF0 ? 4 : c >= 0xFFFFFFE0 ? 3 : c >= 0xFFFFFFC2 ? 2 : 0;
      if (length == 0 || c > 0xFFFFFFF4 || i + length > to) {
        return false;
      }
      int second = bytes[i + 1] & 0xFF;
      int least = c == 0xFFFFFFE0 ? 0xA0 : c == 0xFFFFFFF0 ? 0x90 : 0x80;
      int most = c == 0xFFFFFFED ? 0x9F : c == 0xFFFFFFF4 ? 0x8F : 0xBF;
      if (second < least || second > most) {
        return false;
      }
      for (int k = 2; k < length; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += length;
    }
    return true;
  }

  /** A copy with U+FFFD for what is no UTF-8 and for null bytes. */
  public static byte[] repaired(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
