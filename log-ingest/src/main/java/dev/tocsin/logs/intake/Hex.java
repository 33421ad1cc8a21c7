package dev.tocsin.logs.intake;

import java.util.Arrays;

/** Hex digits of any case to bytes. */
final class Hex {

  private static final byte[] VALUE = new byte[256];

  static {
    Arrays.fill(VALUE, (byte) -1);
    for (int i = 0; i < 16; i++) {
      VALUE[Character.forDigit(i, 16)] = (byte) i;
      VALUE[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
  }

  private Hex() {}

  /** Fills {@code target} from exactly as many digits as it needs, dashes ignored. */
  static boolean read(CharSequence hex, byte[] target) {
    byte[] ascii = new byte[Math.min(hex.length(), 100)];
    for (int i = 0; i < ascii.length; i++) {
      char c = hex.charAt(i);
      ascii[i] = c < 128 ? (byte) c : 0;
    }
    return read(ascii, 0, ascii.length, target);
  }

  /** The same from ASCII. */
  static boolean read(byte[] hex, int from, int to, byte[] target) {
    if (to - from == 2 * target.length && pairs(hex, from, target)) {
      return true;
    }
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte c = hex[i];
      if (c == '-') {
        continue;
      }
      int value = VALUE[c & 0xFF];
      if (value < 0 || digits == target.length * 2) {
        return false;
      }
      int at = digits++ >> 1;
      target[at] = (byte) ((target[at] << 4) | value);
    }
    return digits == target.length * 2;
  }

  /** Digits only, without a dash between them. */
  private static boolean pairs(byte[] hex, int from, byte[] target) {
    int all = 0;
    for (int i = 0; i < target.length; i++) {
      int value = VALUE[hex[from + 2 * i] & 0xFF] << 4 | VALUE[hex[from + 2 * i + 1] & 0xFF];
      all |= value;
      target[i] = (byte) value;
    }
    return all >= 0;
  }
}
