package dev.tocsin.logs.redaction;

import dev.tocsin.logs.redaction.SecretNames.Kind;

/**
 * Walks once over a text and stops at each secret. Few bytes can be part of the beginning of one;
 * only there is anything compared, and nothing is ever looked at more than a bounded number of
 * times, whatever the text.
 */
final class SecretScan {

  private static final int MAX_NAME = 64;
  private static final byte[] REDACTED = Ascii.bytes("[redacted:");
  private static final byte[][] PLAIN_VALUES = {
    Ascii.bytes("null"), Ascii.bytes("true"), Ascii.bytes("false"), Ascii.bytes("none")
  };
  private static final byte[][] SCHEMES = {
    Ascii.bytes("token"), Ascii.bytes("apikey"), Ascii.bytes("digest"), Ascii.bytes("negotiate")
  };
  private static final byte[] BEARER = Ascii.bytes("bearer");
  private static final byte[] BASIC = Ascii.bytes("basic");

  private static final int SIGN = 1;
  private static final int ADDRESS = 2;
  private static final int CREDENTIALS = 4;
  private static final int AWS = 8;
  private static final int UNDERSCORE = 16;
  private static final int WEB_TOKEN = 32;
  private static final int AT = 64;

  /**
   * Two neighbours can be the beginning of something when the low byte of the second has a bit that
   * the high byte of the first has too.
   */
  private static final short[] PAIR = new short[256];

  static {
    for (int c = 0; c < 128; c++) {
      if (SecretNames.canEnd((byte) c)) {
        PAIR[c] |= SIGN << 8;
      }
    }
    pair(SIGN, "\"' \t", ":=");
    pair(ADDRESS, ":", "/");
    pair(CREDENTIALS, "bB", "aAeE");
    pair(AWS, "A", "KS");
    pair(UNDERSCORE, "bkoprsu", "_");
    pair(WEB_TOKEN, "y", "J");
    pair(AT, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-", "@");
  }

  private static void pair(int kind, String first, String second) {
    first.chars().forEach(c -> PAIR[c] |= (short) (kind << 8));
    second.chars().forEach(c -> PAIR[c] |= (short) kind);
  }

  private static final long NOT_SEARCHED = Long.MIN_VALUE;

  private final byte[] b;
  private final int from;
  private final int to;
  private final int rules;
  private int at;
  private long card = NOT_SEARCHED;
  private long other = NOT_SEARCHED;
  private BuiltIn otherRule = BuiltIn.BEARER;

  /** Where the secret begins. */
  int start;

  /** Where it ends, exclusive. */
  int end;

  /** What it is. */
  BuiltIn found = BuiltIn.BEARER;

  /** Looks for the rules whose {@link BuiltIn#bit} is set. */
  SecretScan(byte[] b, int from, int to, int rules) {
    this.b = b;
    this.from = from;
    this.to = to;
    this.rules = rules;
    this.at = from;
  }

  /** Moves to the next secret; false when there is none. */
  boolean next() {
    if (passed(other)) {
      other = findOther();
    }
    if (passed(card)) {
      card = (rules & BuiltIn.CARD.bit()) == 0 ? -1 : Cards.next(b, at, to);
    }
    if (other < 0 && card < 0) {
      return false;
    }
    boolean cardFirst = other < 0 || card >= 0 && card < other;
    long place = cardFirst ? card : other;
    start = (int) (place >> 32);
    end = (int) place;
    found = cardFirst ? BuiltIn.CARD : otherRule;
    at = end;
    return true;
  }

  /** Whether a place must be looked for again because we are behind its beginning. */
  private boolean passed(long place) {
    return place == NOT_SEARCHED || place >= 0 && (int) (place >> 32) < at;
  }

  private long findOther() {
    byte[] text = b;
    short[] pairs = PAIR;
    int stop = to;
    int i = Math.max(at, from + 1);
    int before = i < stop ? pairs[text[i - 1] & 0xff] >> 8 : 0;
    for (; i < stop; i++) {
      int here = pairs[text[i] & 0xff];
      if ((before & here) != 0 && startsAt(i, before & here)) {
        return (long) start << 32 | end;
      }
      before = here >> 8;
    }
    return -1;
  }

  /** Whether something begins around the second byte of the pair. */
  private boolean startsAt(int i, int kind) {
    return switch (kind & 0xff) {
      case SIGN -> assigned(i);
      case ADDRESS -> i + 1 < to && b[i + 1] == '/' && address(i - 1);
      case CREDENTIALS -> credentials(i - 1) || b[i - 1] == 'B' && privateKey(i - 1);
      case AWS -> awsKey(i - 1);
      case UNDERSCORE -> token(i);
      case WEB_TOKEN -> webToken(i);
      default -> email(i);
    };
  }

  private boolean hit(BuiltIn rule, int first, int last) {
    if ((rules & rule.bit()) == 0 || first < at) {
      return false;
    }
    start = first;
    end = last;
    otherRule = rule;
    return true;
  }

  /** {@code password = value}, {@code "password": "value"}, also with escaped quotes. */
  private boolean assigned(int sign) {
    int nameEnd = sign;
    boolean letter = Ascii.is(b[sign - 1], Ascii.LOWER | Ascii.UPPER);
    if (letter && (sign - from < 3 || !SecretNames.canEnd(b, sign))) {
      return false;
    }
    for (int n = 0; n < 2 && nameEnd > from && blankInLine(b[nameEnd - 1]); n++) {
      nameEnd--;
    }
    boolean quoted = nameEnd > from && quote(b[nameEnd - 1]);
    if (quoted) {
      nameEnd--;
      while (nameEnd > from && b[nameEnd - 1] == '\\') {
        nameEnd--;
      }
    }
    if (nameEnd - from < 3 || !SecretNames.canEnd(b, nameEnd)) {
      return false;
    }
    int name = nameEnd;
    while (name > from && nameEnd - name < MAX_NAME && nameByte(b[name - 1])) {
      name--;
    }
    Kind kind = SecretNames.of(b, name, nameEnd);
    if (kind == Kind.NONE
        || kind == Kind.ATTRIBUTE
        || kind == Kind.TOKEN && b[sign] == ':' && !quoted) {
      return false;
    }
    int value = sign + 1;
    if (b[sign] == '=' && value < to && b[value] == '>') {
      value++;
    }
    for (int n = 0; n < 2 && value < to && blankInLine(b[value]); n++) {
      value++;
    }
    return value(kind, b[sign] == ':', value);
  }

  private boolean value(Kind kind, boolean header, int given) {
    int value = given;
    while (value < to && b[value] == '\\') {
      value++;
    }
    int escapes = value - given;
    if (value < to && quote(b[value])) {
      int last = closing(value + 1, b[value], escapes);
      if (last >= 0) {
        return last > value + 1
            && !Ascii.startsWith(b, value + 1, to, REDACTED)
            && hit(BuiltIn.PASSWORD, value + 1, last);
      }
      value++;
    } else {
      value = given;
    }
    if (value >= to || b[value] == '{' || b[value] == '[') {
      return false;
    }
    if (kind == Kind.AUTHORIZATION && scheme(value, BEARER) + scheme(value, BASIC) > 0
        || plain(value)) {
      return false;
    }
    boolean wholeLine =
        header && kind == Kind.COOKIE || kind == Kind.AUTHORIZATION && anyScheme(value);
    int last = wholeLine ? lineEnd(value) : wordEnd(value);
    return last > value && hit(BuiltIn.PASSWORD, value, last);
  }

  /** Where the quoted value ends; -1 when it is never closed. */
  private int closing(int first, byte quote, int escapes) {
    for (int i = first; i < to; i++) {
      if (b[i] == quote) {
        return Math.max(first, i - escapes);
      }
      if (b[i] == '\\' && escapes == 0) {
        i++;
      }
    }
    return -1;
  }

  private boolean plain(int value) {
    int last = wordEnd(value);
    for (byte[] word : PLAIN_VALUES) {
      if (last - value == word.length && Ascii.startsIgnoringCase(b, value, to, word)) {
        return true;
      }
    }
    return last - value == BEARER.length && Ascii.startsIgnoringCase(b, value, to, BEARER);
  }

  /** 1 when a scheme's name stands here with a blank behind it. */
  private int scheme(int at, byte[] name) {
    int behind = at + name.length;
    return Ascii.startsIgnoringCase(b, at, to, name) && behind < to && b[behind] == ' ' ? 1 : 0;
  }

  private boolean anyScheme(int at) {
    for (byte[] name : SCHEMES) {
      if (scheme(at, name) > 0) {
        return true;
      }
    }
    return false;
  }

  private int wordEnd(int at) {
    int last = at;
    while (last < to && !Ascii.is(b[last], Ascii.STOP)) {
      last++;
    }
    return last;
  }

  private int lineEnd(int at) {
    int last = at;
    while (last < to && b[last] != '\n' && b[last] != '\r' && b[last] != '"') {
      last++;
    }
    return last;
  }

  /** {@code ://user:password@}. */
  private boolean address(int colon) {
    int first = colon + 3;
    int separator = -1;
    int host = -1;
    for (int i = first; i < to && !endsAuthority(b[i]); i++) {
      if (b[i] == '@') {
        host = i;
      } else if (b[i] == ':' && separator < 0) {
        separator = i;
      }
    }
    return separator >= 0
        && host > separator + 1
        && !Ascii.startsWith(b, separator + 1, to, REDACTED)
        && hit(BuiltIn.URL, separator + 1, host);
  }

  private static boolean endsAuthority(byte c) {
    return c >= 0 && c <= ' ' || "/?#\"'<>\\`".indexOf(c) >= 0;
  }

  private boolean credentials(int i) {
    boolean bearer = Ascii.startsIgnoringCase(b, i, to, BEARER);
    if (!bearer && !Ascii.startsIgnoringCase(b, i, to, BASIC) || wordBefore(i)) {
      return false;
    }
    int first = i + (bearer ? BEARER.length : BASIC.length);
    int blanks = first;
    while (first < to && first - blanks < 4 && blankInLine(b[first])) {
      first++;
    }
    if (first == blanks) {
      return false;
    }
    int last = first;
    boolean mixed = false;
    while (last < to && (Ascii.token(b[last]) || ".~+/=".indexOf(b[last]) >= 0)) {
      boolean lower = Ascii.is(b[last], Ascii.LOWER);
      mixed |= !lower && b[last] != '.' && b[last] != '-' && last > first;
      last++;
    }
    // "basic authentication failed" is prose; a credential has digits or capitals, or is long.
    int length = last - first;
    return length >= 12 && (mixed || length >= 24) && hit(BuiltIn.BEARER, first, last);
  }

  private boolean wordBefore(int i) {
    return i > from && Ascii.word(b[i - 1]);
  }

  private static final byte[] BEGIN = Ascii.bytes("-----BEGIN ");
  private static final byte[] KEY_LINE = Ascii.bytes("PRIVATE KEY-----");
  private static final byte[] END = Ascii.bytes("-----END ");

  /** From the first line to the last; to the end of the text when the last line is missing. */
  private boolean privateKey(int i) {
    int first = i - 5;
    if (first < from
        || (rules & BuiltIn.PRIVATE_KEY.bit()) == 0
        || !Ascii.startsWith(b, first, to, BEGIN)) {
      return false;
    }
    int head = keyLine(first + BEGIN.length);
    if (head < 0) {
      return false;
    }
    for (int at = head; at < to; at++) {
      if (b[at] == '-' && Ascii.startsWith(b, at, to, END)) {
        int tail = keyLine(at + END.length);
        if (tail >= 0) {
          return hit(BuiltIn.PRIVATE_KEY, first, tail);
        }
      }
    }
    return hit(BuiltIn.PRIVATE_KEY, first, to);
  }

  /** Behind {@code [A-Z0-9 ]{0,40}PRIVATE KEY-----}; -1 when that does not stand here. */
  private int keyLine(int at) {
    for (int i = at; i <= at + 40 && i < to; i++) {
      if (Ascii.startsWith(b, i, to, KEY_LINE)) {
        return i + KEY_LINE.length;
      }
      if (!Ascii.is(b[i], Ascii.UPPER | Ascii.DIGIT) && b[i] != ' ') {
        return -1;
      }
    }
    return -1;
  }

  private static final byte[] AKIA = Ascii.bytes("AKIA");
  private static final byte[] ASIA = Ascii.bytes("ASIA");

  private boolean awsKey(int i) {
    int last = i + 20;
    if (last > to
        || !Ascii.startsWith(b, i, to, AKIA) && !Ascii.startsWith(b, i, to, ASIA)
        || wordBefore(i)
        || last < to && Ascii.word(b[last])) {
      return false;
    }
    for (int at = i + 4; at < last; at++) {
      if (!Ascii.is(b[at], Ascii.UPPER | Ascii.DIGIT)) {
        return false;
      }
    }
    return hit(BuiltIn.AWS_KEY, i, last);
  }

  private record Prefix(byte[] before, byte[] after, int least) {}

  /** What stands before and behind the first underscore of well-known tokens. */
  private static final Prefix[] PREFIXES = {
    prefix("tk", "api_", 16),
    prefix("tk", "ing_", 16),
    prefix("tk", "reg_", 16),
    prefix("tk", "svc_", 16),
    prefix("ghp", "", 30),
    prefix("gho", "", 30),
    prefix("ghu", "", 30),
    prefix("ghs", "", 30),
    prefix("ghr", "", 30),
    prefix("github", "pat_", 20),
    prefix("sk", "live_", 16),
    prefix("rk", "live_", 16),
  };

  private static Prefix prefix(String before, String after, int least) {
    return new Prefix(Ascii.bytes(before), Ascii.bytes(after), least);
  }

  private boolean token(int underscore) {
    for (Prefix prefix : PREFIXES) {
      int first = underscore - prefix.before.length;
      int rest = underscore + 1 + prefix.after.length;
      if (first >= from
          && Ascii.startsWith(b, first, to, prefix.before)
          && Ascii.startsWith(b, underscore + 1, to, prefix.after)
          && (first == from || !Ascii.token(b[first - 1]))) {
        int stop = tokenEnd(rest);
        return stop - rest >= prefix.least && hit(BuiltIn.TOKEN, first, stop);
      }
    }
    return false;
  }

  private int tokenEnd(int at) {
    int last = at;
    while (last < to && Ascii.token(b[last])) {
      last++;
    }
    return last;
  }

  private boolean webToken(int i) {
    int first = i - 2;
    if (first < from
        || b[first] != 'e'
        || b[first + 1] != 'y'
        || first > from && Ascii.token(b[first - 1])) {
      return false;
    }
    int head = tokenEnd(i + 1);
    if (head - i < 8 || head >= to || b[head] != '.') {
      return false;
    }
    int body = tokenEnd(head + 1);
    if (body - head < 8 || body >= to || b[body] != '.') {
      return false;
    }
    return hit(BuiltIn.JWT, first, tokenEnd(body + 1));
  }

  private boolean email(int sign) {
    if ((rules & BuiltIn.EMAIL.bit()) == 0) {
      return false;
    }
    int first = sign;
    while (first > at && sign - first < 64 && (Ascii.token(b[first - 1]) || local(b[first - 1]))) {
      first--;
    }
    int last = sign + 1;
    while (last < to && last - sign < 255 && hostByte(b[last])) {
      last++;
    }
    while (last > sign + 1 && !Ascii.alnum(b[last - 1])) {
      last--;
    }
    int dot = -1;
    for (int i = sign + 1; i < last; i++) {
      dot = b[i] == '.' ? i : dot;
    }
    return first < sign && dot > sign + 1 && last - dot > 2 && hit(BuiltIn.EMAIL, first, last);
  }

  private static boolean local(byte c) {
    return c == '.' || c == '%' || c == '+';
  }

  private static boolean hostByte(byte c) {
    return c == '.' || c == '-' || Ascii.alnum(c);
  }

  private static boolean nameByte(byte c) {
    return c == '.' || Ascii.token(c);
  }

  private static boolean blankInLine(byte c) {
    return c == ' ' || c == '\t';
  }

  private static boolean quote(byte c) {
    return c == '"' || c == '\'';
  }
}
