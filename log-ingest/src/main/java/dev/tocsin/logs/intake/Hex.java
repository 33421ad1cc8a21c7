package dev.tocsin.logs.intake;

/** Hex digits of any case to bytes. */
final class Hex {

  private Hex() {}

  /** Fills {@code target} from exactly as many digits as it needs, dashes ignored. */
  static boolean read(CharSequence hex, byte[] target) {
    int digits = 0;
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (c == '-') {
        continue;
      }
      int value = c < 128 ? Character.digit(c, 16) : -1;
      if (value < 0 || digits == target.length * 2) {
        return false;
      }
      int at = digits++ >> 1;
      target[at] = (byte) ((target[at] << 4) | value);
    }
    return digits == target.length * 2;
  }
}
