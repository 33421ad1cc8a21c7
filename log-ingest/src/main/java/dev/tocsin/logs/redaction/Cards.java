package dev.tocsin.logs.redaction;

/**
 * Payment card numbers: in one piece, or in groups of 4-4-4-4, 4-4-4-4-3, 4-6-5 and 4-6-4 with the
 * same single space or dash between; of an issuer's range, with a valid check sum.
 */
final class Cards {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int[][] GROUPS = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

  private Cards() {}

  /** The first card at or after {@code from}, as start and end in one long; -1 when none. */
  static long next(byte[] b, int from, int to) {
    // A card is at least 13 bytes of digits and gaps: looking at every 13th byte misses none.
    int probe = from + SHORTEST - 1;
    while (probe < to) {
      if (!possible(b[probe])) {
        probe += SHORTEST;
        continue;
      }
      int start = probe;
      int end = probe + 1;
      while (start > from && possible(b[start - 1])) {
        start--;
      }
      while (end < to && possible(b[end])) {
        end++;
      }
      if (end - start >= SHORTEST) {
        long found = within(b, start, end, from, to);
        if (found >= 0) {
          return found;
        }
      }
      probe = end + SHORTEST;
    }
    return -1;
  }

  private static boolean possible(byte b) {
    return Ascii.is(b, Ascii.DIGIT | Ascii.GAP);
  }

  /** Tries every run of digits between {@code start} and {@code end}. */
  private static long within(byte[] b, int start, int end, int from, int to) {
    int at = start;
    while (at < end) {
      if (!Ascii.is(b[at], Ascii.DIGIT)) {
        at++;
        continue;
      }
      int stop = digitsEnd(b, at, end);
      if (at == from || !(Ascii.word(b[at - 1]) || b[at - 1] == '.')) {
        int cardEnd = cardAt(b, at, stop, end);
        if (cardEnd > 0 && !continues(b, cardEnd, to)) {
          return (long) at << 32 | cardEnd;
        }
      }
      at = stop;
    }
    return -1;
  }

  /** A letter or digit behind it, or a decimal part, makes it something else. */
  private static boolean continues(byte[] b, int end, int to) {
    return end < to
        && (Ascii.word(b[end])
            || b[end] == '.' && end + 1 < to && Ascii.is(b[end + 1], Ascii.DIGIT));
  }

  private static int digitsEnd(byte[] b, int at, int end) {
    int stop = at;
    while (stop < end && Ascii.is(b[stop], Ascii.DIGIT)) {
      stop++;
    }
    return stop;
  }

  /** The end of the card that starts here; 0 when none does. */
  private static int cardAt(byte[] b, int at, int stop, int end) {
    int length = stop - at;
    if (length >= SHORTEST && length <= LONGEST) {
      return valid(b, at, stop) ? stop : 0;
    }
    if (length != 4 || stop == end) {
      return 0;
    }
    for (int[] groups : GROUPS) {
      int groupsEnd = groupsEnd(b, at, end, groups);
      if (groupsEnd > 0 && valid(b, at, groupsEnd)) {
        return groupsEnd;
      }
    }
    return 0;
  }

  private static int groupsEnd(byte[] b, int at, int end, int[] groups) {
    byte gap = b[at + groups[0]];
    int position = at;
    for (int g = 0; g < groups.length; g++) {
      if (g > 0) {
        if (position >= end || b[position] != gap) {
          return 0;
        }
        position++;
      }
      int stop = digitsEnd(b, position, end);
      if (stop - position != groups[g]) {
        return 0;
      }
      position = stop;
    }
    return position;
  }

  private static boolean valid(byte[] b, int from, int to) {
    int digits = 0;
    int first = 0;
    int sum = 0;
    for (int i = from; i < to; i++) {
      if (Ascii.is(b[i], Ascii.DIGIT)) {
        first = digits < 4 ? first * 10 + b[i] - '0' : first;
        digits++;
      }
    }
    if (!issued(first, digits)) {
      return false;
    }
    boolean twice = false;
    for (int i = to - 1; i >= from; i--) {
      if (Ascii.is(b[i], Ascii.DIGIT)) {
        int value = twice ? (b[i] - '0') * 2 : b[i] - '0';
        sum += value > 9 ? value - 9 : value;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  /** The issuers' ranges: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay. */
  static boolean issued(int first, int digits) {
    int two = first / 100;
    int three = first / 10;
    if (first / 1000 == 4) {
      return digits == 13 || digits == 16 || digits == 19;
    }
    if (two >= 51 && two <= 55 || first >= 2221 && first <= 2720) {
      return digits == 16;
    }
    if (two == 34 || two == 37) {
      return digits == 15;
    }
    if (three >= 300 && three <= 305 || two == 36 || two == 38) {
      return digits == 14;
    }
    boolean discover = first == 6011 || three >= 644 && three <= 649 || two == 65;
    return digits >= 16 && (discover || first >= 3528 && first <= 3589 || two == 62);
  }
}
