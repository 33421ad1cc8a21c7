package dev.tocsin.logs.redaction;

import java.util.ArrayDeque;

/** Looks at an RE2 expression without compiling it. */
final class PatternSize {

  private static final String SPECIAL = "\\[](){}.*+?^$|";

  private PatternSize() {}

  /** About how many instructions it compiles to: every atom counts as often as it is repeated. */
  static long of(String pattern) {
    var groups = new ArrayDeque<Long>();
    long sum = 0;
    long atom = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '(' -> {
          groups.push(sum);
          sum = 1;
          atom = 0;
        }
        case ')' -> {
          atom = sum;
          sum += groups.isEmpty() ? 0 : groups.pop();
        }
        case '{' -> {
          int close = pattern.indexOf('}', i);
          long times = close < 0 ? 1 : largest(pattern.substring(i + 1, close));
          sum += atom * (times - 1);
          atom *= times;
          i = close < 0 ? i : close;
        }
        case '[' -> {
          i = classEnd(pattern, i);
          atom = 2;
          sum += atom;
        }
        case '\\' -> {
          i++;
          atom = 2;
          sum += atom;
        }
        default -> {
          atom = 1;
          sum++;
        }
      }
      if (sum > 1_000_000) {
        return sum;
      }
    }
    return groups.stream().mapToLong(Long::longValue).sum() + sum;
  }

  private static int classEnd(String pattern, int open) {
    int at = open + 1;
    at += at < pattern.length() && pattern.charAt(at) == '^' ? 1 : 0;
    at += at < pattern.length() && pattern.charAt(at) == ']' ? 1 : 0;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static long largest(String range) {
    long largest = 1;
    for (String number : range.split(",", -1)) {
      if (number.matches("\\d{1,6}")) {
        largest = Math.max(largest, Long.parseLong(number));
      }
    }
    return largest;
  }

  /** The plain text every match begins with; empty when that cannot be told. */
  static String literalStart(String pattern) {
    if (pattern.indexOf('|') >= 0) {
      return "";
    }
    int at = 0;
    while (at < pattern.length() && SPECIAL.indexOf(pattern.charAt(at)) < 0) {
      at++;
    }
    boolean repeated = at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0;
    return pattern.substring(0, Math.max(0, repeated ? at - 1 : at));
  }
}
