package dev.tocsin.exceptions.scrub;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets inside text: tokens, card numbers, and values behind a telling name. */
final class SecretText {

  private static final Pattern JWT =
      Pattern.compile(
          "\\beyJ[A-Za-z0-9_-]{5,4000}+\\.[A-Za-z0-9_-]{2,8000}+\\.[A-Za-z0-9_-]{0,2000}+");
  private static final Pattern BEARER =
      Pattern.compile(
          "(?i)\\b(bearer|basic)\\s{1,3}(?=[A-Za-z._~+/-]{0,4000}[0-9=])[A-Za-z0-9._~+/-]{8,4000}+={0,2}");
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=://)[^\\s/@:]{1,200}:[^\\s/@]{1,200}(?=@)");
  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]{2,60})([\"']?\\s{0,2}[=:]\\s{0,2})"
              + "(\"[^\"]{1,2000}\"|'[^']{1,2000}'|[^\\s&;,\"'<>{}\\[\\]()]{1,2000})");
  private static final Pattern CARD =
      Pattern.compile("(?<![0-9A-Za-z.])[3-6][0-9](?:[ -]?[0-9]){11,17}(?![0-9A-Za-z])");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]{0,20000}"
              + "(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?");

  private static final Set<String> ALWAYS =
      Set.of("password", "passwd", "passphrase", "secret", "apikey", "cookie", "privatekey");

  private SecretText() {}

  static String marker(String kind) {
    return "[scrubbed:" + kind + "]";
  }

  /** The text without its secrets; the very same object when there was none. */
  static String clean(String text) {
    if (text.length() < 5) {
      return text;
    }
    var clean = text;
    if (clean.contains("PRIVATE KEY-----")) {
      clean = PRIVATE_KEY.matcher(clean).replaceAll(marker("private key"));
    }
    if (clean.contains("eyJ")) {
      clean = JWT.matcher(clean).replaceAll(marker("jwt"));
    }
    if (clean.indexOf('@') > 0 && clean.contains("://")) {
      clean = USER_INFO.matcher(clean).replaceAll(marker("credentials"));
    }
    if (clean.indexOf(' ') > 0) {
      clean = BEARER.matcher(clean).replaceAll("$1 " + marker("token"));
    }
    if (clean.indexOf('=') > 0 || clean.indexOf(':') > 0) {
      clean = pairs(clean);
    }
    if (digits(clean) >= 13) {
      clean = CARD.matcher(clean).replaceAll(SecretText::card);
    }
    return clean.equals(text) ? text : clean;
  }

  /** What follows a harmless name is looked at again: a URL holds pairs of its own. */
  private static String pairs(String text) {
    var matcher = PAIR.matcher(text);
    var clean = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from < text.length() && matcher.find(from)) {
      var rule = SecretKeys.rule(matcher.group(1));
      if (rule == null || harmless(rule, matcher.group(2), matcher.group(3))) {
        from = matcher.start(3);
        continue;
      }
      clean.append(text, copied, matcher.end(2)).append(marker(rule));
      copied = matcher.end();
      from = copied;
    }
    return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
  }

  private static boolean harmless(String rule, String separator, String value) {
    return value.startsWith("[scrubbed:")
        || value.startsWith("//")
        || value.equalsIgnoreCase("bearer")
        || value.equalsIgnoreCase("basic")
        || (prose(separator) && !ALWAYS.contains(rule));
  }

  /** "Invalid token: unexpected end" tells no secret, "password: hunter2" does. */
  private static boolean prose(String separator) {
    return separator.equals(": ");
  }

  private static String card(MatchResult found) {
    var digits = found.group().replaceAll("[ -]", "");
    return Matcher.quoteReplacement(isCard(digits) ? marker("card") : found.group());
  }

  /** 13 to 19 digits that an issuer could have given out, with a right check digit (Luhn). */
  static boolean isCard(String digits) {
    if (digits.length() < 13 || digits.length() > 19 || "3456".indexOf(digits.charAt(0)) < 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static long digits(String text) {
    return text.chars().filter(c -> c >= '0' && c <= '9').count();
  }
}
