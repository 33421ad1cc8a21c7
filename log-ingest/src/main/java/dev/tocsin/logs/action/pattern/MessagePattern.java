package dev.tocsin.logs.action.pattern;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The shape of a message: what stays when numbers, ids and quoted text are taken out. Two messages
 * of one shape differ only in what a program put in.
 *
 * @param text the shape, with {@code *} for what varies
 * @param hash 64 bits of it
 */
public record MessagePattern(String text, long hash) {

  /** Longest part of a message that is looked at. */
  public static final int MOST = 300;

  private static final int MAX_QUOTED = 120;

  /** The shape of a message's first line. */
  public static MessagePattern of(String message) {
    int end = message.indexOf('\n');
    String line = message.substring(0, Math.min(end < 0 ? message.length() : end, MOST));
    String shape = shape(line.strip());
    return new MessagePattern(shape, hash(shape));
  }

  private static String shape(String line) {
    var out = new StringBuilder(line.length());
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (word(c)) {
        int end = i;
        boolean digit = false;
        while (end < line.length() && (word(line.charAt(end)) || joined(line, end))) {
          digit |= line.charAt(end) >= '0' && line.charAt(end) <= '9';
          end++;
        }
        if (digit) {
          star(out);
        } else {
          out.append(line, i, end);
        }
        i = end;
      } else if ((c == '"' || c == '\'' || c == '`') && closing(line, i) > 0) {
        out.append(c);
        star(out);
        out.append(c);
        i = closing(line, i) + 1;
      } else {
        boolean space = Character.isWhitespace(c) || c == '\0';
        if (!space || out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
          out.append(space ? ' ' : c);
        }
        i++;
      }
    }
    return out.toString();
  }

  /** Ids, addresses and times hang together by signs that have a digit on one side. */
  private static boolean joined(String line, int at) {
    char c = line.charAt(at);
    if (c != '-' && c != '.' && c != ':' && c != '+') {
      return false;
    }
    return at + 1 < line.length()
        && word(line.charAt(at + 1))
        && (digit(line.charAt(at - 1)) || digit(line.charAt(at + 1)) || hexBefore(line, at));
  }

  private static boolean hexBefore(String line, int at) {
    for (int i = at - 1; i >= 0 && i >= at - 4; i--) {
      if (Character.digit(line.charAt(i), 16) < 0) {
        return false;
      }
    }
    return line.charAt(at) == '-' && at >= 4;
  }

  private static void star(StringBuilder out) {
    if (out.isEmpty() || out.charAt(out.length() - 1) != '*') {
      out.append('*');
    }
  }

  /** Where quoted text ends that begins a word; -1 when it does not, or is too long. */
  private static int closing(String line, int open) {
    if (open > 0 && word(line.charAt(open - 1))) {
      return -1;
    }
    int end = line.indexOf(line.charAt(open), open + 1);
    return end > open + 1 && end - open <= MAX_QUOTED ? end : -1;
  }

  private static boolean word(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c) || c == '_' || c > 0x7f;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long hash(String shape) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(shape.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
