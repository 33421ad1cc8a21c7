package dev.tocsin.logs.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Seeded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scanner finds exactly what slow regular expressions find, in text made to confuse both. */
class SecretScanTest {

  private static final int CASES = 20_000;

  private static final Map<BuiltIn, Pattern> REFERENCE = new EnumMap<>(BuiltIn.class);

  static {
    reference(
        BuiltIn.CARD,
        "(?<![A-Za-z0-9_.])(?:(\\d{4}([ -])\\d{4}\\2\\d{4}\\2\\d{4}(?:\\2\\d{3})?)"
            + "|\\d{4}([ -])\\d{6}\\3\\d{4,5}|\\d{13,19})(?!\\w|\\.\\d)");
    reference(BuiltIn.AWS_KEY, "(?<!\\w)A(?:KI|SI)A[A-Z0-9]{16}(?!\\w)");
    reference(
        BuiltIn.URL,
        "(?<=://)[^\\x00-\\x20/?#\"'<>\\\\`:]*:(?!\\[redacted:)([^\\x00-\\x20/?#\"'<>\\\\`]+)@"
            + "(?=[^\\x00-\\x20/?#\"'<>\\\\`@]*(?:[\\x00-\\x20/?#\"'<>\\\\`]|$))");
    reference(BuiltIn.JWT, "(?<![\\w-])eyJ[\\w-]{7,}\\.[\\w-]{7,}\\.[\\w-]*");
    reference(
        BuiltIn.TOKEN,
        "(?<![\\w-])(?:tk_(?:api|ing|reg|svc)_[\\w-]{16,}|gh[pousr]_[\\w-]{30,}"
            + "|github_pat_[\\w-]{20,}|[sr]k_live_[\\w-]{16,})");
    reference(
        BuiltIn.PRIVATE_KEY,
        "-----BEGIN [A-Z0-9 ]{0,40}?PRIVATE KEY-----"
            + "(?s:.*?)(?:-----END [A-Z0-9 ]{0,40}?PRIVATE KEY-----|$(?!\\n))");
    reference(
        BuiltIn.BEARER,
        "(?<!\\w)(?i:bearer|basic)[ \\t]{1,4}"
            + "((?=[\\w.~+/=-]{12})(?=[\\w.~+/=-][a-z.-]*[A-Z0-9_~+/=]|[\\w.~+/=-]{24})"
            + "[\\w.~+/=-]+)");
  }

  private static void reference(BuiltIn rule, String regex) {
    REFERENCE.put(rule, Pattern.compile(regex));
  }

  private static final List<String> PIECES =
      List.of(
          "4111111111111111",
          "4111 1111 1111 1111",
          "4111-1111-1111-1111",
          "378282246310005",
          "3782 822463 10005",
          "3056 930902 5904",
          "6011000990139424",
          "4222222222222",
          "2026-11-20",
          "12",
          "4",
          "4111",
          "1111",
          ".",
          "-",
          " ",
          "  ",
          "\n",
          "_",
          "x",
          "7",
          ":",
          "=",
          "/",
          "//",
          "://",
          "@",
          "\"",
          "'",
          "\\",
          "http",
          "user",
          "p%40ss",
          "example.com",
          "bearer",
          "Basic",
          "Bearer ",
          "basic ",
          "abcDEF0123456789",
          "abcdefghijklmno",
          "abcdefghijklmnopqrstuvwxyz",
          "eyJ",
          "eyJhbGciOiJI.eyJzdWIiOiIx.",
          "AKIA",
          "ASIA",
          "AKIAIOSFODNN7EXAMPLE",
          "tk_ing_",
          "tk_api_",
          "ghp_",
          "github_pat_",
          "sk_live_",
          "0123456789abcdef",
          "-----BEGIN ",
          "RSA ",
          "PRIVATE KEY-----",
          "-----END ",
          "[redacted:",
          "ü",
          "password",
          "\u00e9\u00df",
          ",",
          "]",
          "?",
          "#",
          "~",
          "+");

  @Test
  void findsWhatTheReferenceFinds() {
    Seeded.check(
        CASES,
        random -> {
          String text = text(random);
          byte[] bytes = text.getBytes(ISO_8859_1);
          REFERENCE.forEach(
              (rule, pattern) ->
                  assertThat(scanned(bytes, rule))
                      .as("%s in <%s>", rule, text)
                      .isEqualTo(expected(text, rule, pattern)));
        });
  }

  @Test
  void hostileTextTakesLinearTime() {
    for (String piece : PIECES) {
      String text = ("password='" + piece).repeat(20_000) + piece.repeat(20_000);
      byte[] bytes = text.getBytes(ISO_8859_1);
      long start = System.nanoTime();
      scanned(bytes, BuiltIn.values());
      assertThat(System.nanoTime() - start).as(piece).isLessThan(2_000_000_000L);
    }
  }

  private static String text(Seeded random) {
    var text = new StringBuilder();
    for (int n = random.between(0, 11); n >= 0; n--) {
      text.append(random.oneOf(PIECES));
    }
    return text.toString();
  }

  private static List<String> scanned(byte[] bytes, BuiltIn... rules) {
    int mask = 0;
    for (BuiltIn rule : rules) {
      mask |= rule.bit();
    }
    var scan = new SecretScan(bytes, 0, bytes.length, mask);
    var found = new ArrayList<String>();
    while (scan.next()) {
      found.add(scan.start + "-" + scan.end);
    }
    return found;
  }

  private static List<String> expected(String text, BuiltIn rule, Pattern pattern) {
    var found = new ArrayList<String>();
    Matcher matcher = pattern.matcher(text);
    int at = 0;
    while (at <= text.length() && matcher.find(at)) {
      int group = rule == BuiltIn.URL || rule == BuiltIn.BEARER ? 1 : 0;
      int end = rule == BuiltIn.CARD ? card(matcher) : matcher.end(group);
      if (end > 0) {
        found.add(matcher.start(group) + "-" + end);
        at = end;
      } else {
        at = matcher.start() + 1;
      }
    }
    return found;
  }

  /** The longest valid card at the match; 0 when there is none. */
  private static int card(Matcher match) {
    String found = match.group();
    if (luhn(found)) {
      return match.end();
    }
    boolean longGroups = found.matches("\\d{4}\\D\\d{4}\\D\\d{4}\\D\\d{4}\\D\\d{3}");
    String shorter = longGroups ? found.substring(0, 19) : "";
    return longGroups && luhn(shorter) ? match.start() + 19 : 0;
  }

  private static boolean luhn(String text) {
    String digits = text.replaceAll("\\D", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0 && Cards.issued(Integer.parseInt(digits.substring(0, 4)), digits.length());
  }
}
