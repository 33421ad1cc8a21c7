package dev.tocsin.logs.segment;

import java.util.Arrays;

/** Tokens of a JSON text: as it is written, and once more with gaps where escapes are. */
public final class JsonTokens {

  private JsonTokens() {}

  /** Hands over at least every token of every value in the text. */
  public static void each(byte[] json, int from, int to, Tokens.Sink sink) {
    Tokens.each(json, from, to, sink);
    int escape = from;
    while (escape < to && json[escape] != '\\') {
      escape++;
    }
    if (escape < to) {
      byte[] plain = Arrays.copyOfRange(json, from, to);
      blank(plain, escape - from);
      Tokens.each(plain, 0, plain.length, sink);
    }
  }

  private static void blank(byte[] text, int from) {
    for (int i = from; i + 1 < text.length; i++) {
      if (text[i] == '\\') {
        int end = Math.min(text.length, i + (text[i + 1] == 'u' ? 6 : 2));
        Arrays.fill(text, i, end, (byte) ' ');
        i = end - 1;
      }
    }
  }
}
