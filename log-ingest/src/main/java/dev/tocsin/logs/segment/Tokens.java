package dev.tocsin.logs.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * How text falls into tokens: maximal runs of ASCII letters, digits, underscore and all bytes from
 * 0x80 on, between {@link #SHORTEST} and {@link #LONGEST} bytes long, letters in lower case. Used
 * by whoever writes filters and by whoever asks them, so both always agree.
 */
public final class Tokens {

  /** The version of this rule; filters written under another one cannot be asked. */
  public static final int RULE = 1;

  /** Shorter runs are no tokens. */
  public static final int SHORTEST = 2;

  /** Longer runs are no tokens. */
  public static final int LONGEST = 64;

  /** Takes the hashes of tokens; equal tokens have equal hashes, whatever their case. */
  public interface Sink {
    /** One token. */
    void add(long hash);
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long CASE = 0x2020202020202020L;
  private static final long MIX1 = 0x9E3779B97F4A7C15L;
  private static final long MIX2 = 0xD6E8FEB86659FD93L;
  private static final boolean[] PART = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      PART[c] =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c > 127;
    }
  }

  private Tokens() {}

  /** Whether a byte can be part of a token. */
  public static boolean part(byte b) {
    return PART[b & 0xff];
  }

  /** Hashes of all tokens of UTF-8 text, repeated ones too. */
  public static void each(byte[] text, int from, int to, Sink sink) {
    int at = from;
    while (at < to) {
      while (at < to && !PART[text[at] & 0xff]) {
        at++;
      }
      int start = at;
      while (at < to && PART[text[at] & 0xff]) {
        at++;
      }
      int length = at - start;
      if (length >= SHORTEST && length <= LONGEST) {
        sink.add(hash(text, start, at));
      }
    }
  }

  /** The tokens of a text in lower case, in order. */
  public static List<String> of(String text) {
    var bytes = text.getBytes(UTF_8);
    var found = new ArrayList<String>();
    int at = 0;
    while (at < bytes.length) {
      int start = at;
      while (at < bytes.length && part(bytes[at])) {
        at++;
      }
      if (at - start >= SHORTEST && at - start <= LONGEST) {
        found.add(lower(new String(bytes, start, at - start, UTF_8)));
      }
      at += at == start ? 1 : 0;
    }
    return found;
  }

  /** The hash of one token, as {@link #each} would give it. */
  public static long hash(String token) {
    var bytes = token.getBytes(UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  /** The hash of a trace id, given as hex digits. */
  public static long trace(String hex) {
    int half = Math.max(0, hex.length() - 16);
    try {
      return trace(
          half == 0 ? 0 : Long.parseUnsignedLong(hex, 0, half, 16),
          Long.parseUnsignedLong(hex, half, hex.length(), 16));
    } catch (NumberFormatException e) {
      return hash(hex);
    }
  }

  /** The hash of a trace id, given as its two halves, big-endian. */
  public static long trace(long high, long low) {
    long hash = mix(mix(high ^ MIX1) ^ low);
    return hash ^ hash >>> 29;
  }

  /**
   * The hash of one token. Setting the case bit of every byte also maps a few other characters onto
   * each other, which only means that a filter may say "perhaps" once more.
   */
  static long hash(byte[] text, int from, int to) {
    long hash = (to - from) * MIX1;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mix(hash ^ ((long) LONG.get(text, at) | CASE));
    }
    if (at < to) {
      hash = mix(hash ^ (tail(text, at, to) | CASE));
    }
    return hash ^ hash >>> 29;
  }

  /** A hash of all bytes as they are. */
  public static long exactHash(byte[] text, int from, int to) {
    long hash = (to - from) * MIX1;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mix(hash ^ (long) LONG.get(text, at));
    }
    if (at < to) {
      hash = mix(hash ^ tail(text, at, to));
    }
    return hash ^ hash >>> 29;
  }

  private static long tail(byte[] text, int at, int to) {
    if (at + 8 <= text.length) {
      return (long) LONG.get(text, at) & -1L >>> 64 - 8 * (to - at);
    }
    long tail = 0;
    for (int i = to - 1; i >= at; i--) {
      tail = tail << 8 | text[i] & 0xff;
    }
    return tail;
  }

  private static long mix(long word) {
    long mixed = word * MIX2;
    return (mixed ^ mixed >>> 32) * MIX1;
  }

  private static String lower(String token) {
    var lower = new StringBuilder(token);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 32));
      }
    }
    return lower.toString();
  }
}
