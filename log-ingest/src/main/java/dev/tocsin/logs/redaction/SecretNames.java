package dev.tocsin.logs.redaction;

import java.util.ArrayList;
import java.util.List;

/** Names that say by themselves that the value is a secret: {@code db.password}, X-Api-Key. */
final class SecretNames {

  /** How sure a name makes us. */
  enum Kind {
    NONE,
    SECRET,
    /** Often an ordinary word in prose: counts only with "=" or in quotes. */
    TOKEN,
    /** The rest of the line belongs to the value. */
    COOKIE,
    /** The value may start with a scheme's name. */
    AUTHORIZATION,
    /** Only as the name of an attribute. */
    ATTRIBUTE
  }

  private record Word(byte[] letters, Kind kind) {}

  /** Which three last letters, five bits each, a secret's name can have. */
  private static final boolean[] ENDS = new boolean[1 << 15];

  /** By last letter; the order within a letter decides, longer words first. */
  private static final Word[][] BY_LAST = new Word[128][];

  static {
    words(Kind.SECRET, "password", "passwd", "pwd", "passphrase", "secret", "apikey", "accesskey");
    words(Kind.SECRET, "secretkey", "privatekey", "accesstoken", "authtoken", "refreshtoken");
    words(Kind.SECRET, "sessiontoken");
    words(Kind.TOKEN, "token");
    words(Kind.COOKIE, "cookie");
    words(Kind.AUTHORIZATION, "authorization");
    words(Kind.ATTRIBUTE, "credential", "credentials", "passcode");
  }

  private SecretNames() {}

  private static void words(Kind kind, String... words) {
    for (String word : words) {
      byte[] letters = Ascii.bytes(word);
      int last = letters[letters.length - 1];
      var list = new ArrayList<Word>(BY_LAST[last] == null ? List.of() : List.of(BY_LAST[last]));
      list.add(new Word(letters, kind));
      BY_LAST[last] = list.toArray(Word[]::new);
      ENDS[lastThree(letters, letters.length)] = true;
    }
  }

  /** Whether a name that ends with this byte can be a secret's. */
  static boolean canEnd(byte last) {
    int c = Ascii.lower(last);
    return c >= 0 && BY_LAST[c] != null;
  }

  /** Whether a name with these last three letters can be a secret's; needs three bytes. */
  static boolean canEnd(byte[] b, int end) {
    return ENDS[lastThree(b, end)];
  }

  private static int lastThree(byte[] b, int end) {
    return (b[end - 1] & 31) << 10 | (b[end - 2] & 31) << 5 | b[end - 3] & 31;
  }

  /** Judges a name by how it ends; case, "_" and "-" do not matter. */
  static Kind of(byte[] b, int from, int to) {
    if (to - from < 3 || !canEnd(b, to) || !canEnd(b[to - 1])) {
      return Kind.NONE;
    }
    for (Word word : BY_LAST[Ascii.lower(b[to - 1])]) {
      if (endsWith(b, from, to, word.letters)) {
        return word.kind;
      }
    }
    return Kind.NONE;
  }

  private static boolean endsWith(byte[] b, int from, int to, byte[] word) {
    int at = to - 1;
    for (int w = word.length - 1; w >= 0; w--) {
      while (at >= from && (b[at] == '_' || b[at] == '-')) {
        at--;
      }
      if (at < from || Ascii.lower(b[at]) != word[w]) {
        return false;
      }
      at--;
    }
    return true;
  }
}
