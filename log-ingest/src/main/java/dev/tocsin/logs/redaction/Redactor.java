package dev.tocsin.logs.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces secrets and card numbers in text. Pure: the same text gives the same answer. */
public final class Redactor {

  /** What can be found; the name is the metric label and part of the replacement. */
  public enum Rule {
    BEARER,
    PASSWORD,
    CARD;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The cleaned text and what was found.
   *
   * @param text the text to keep
   * @param hits one entry per replacement
   */
  public record Redacted(String text, List<Rule> hits) {}

  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+([A-Za-z0-9._~+/=-]{12,})");
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?i)(\\b[\\w.-]*(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret)\"?\\s{0,2}[=:]\\s{0,2})"
              + "(\"[^\"]*\"|'[^']*'|[^\\s,;&\"'}\\])]+)");
  private static final Pattern DIGITS =
      Pattern.compile("(?<![\\d.])\\d(?:[ -]?\\d){12,18}(?![\\d.-])");
  private static final Set<String> SECRET_WORDS =
      Set.of("password", "passwd", "pwd", "secret", "apikey", "accesstoken", "authtoken");

  private Redactor() {}

  /** Cleans one text. */
  public static Redacted redact(String text) {
    if (text.length() < 6 || !suspicious(text)) {
      return new Redacted(text, List.of());
    }
    var hits = new ArrayList<Rule>(2);
    String clean = replace(BEARER, text, Rule.BEARER, hits);
    clean = replace(PASSWORD, clean, Rule.PASSWORD, hits);
    clean = cards(clean, hits);
    return new Redacted(clean, hits);
  }

  /** Whether an attribute's name alone says that its value is a secret. */
  public static boolean secretName(String attribute) {
    String name = attribute.toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('.') + 1);
    String plain = last.replace("_", "").replace("-", "");
    return plain.equals("authorization") || SECRET_WORDS.stream().anyMatch(plain::endsWith);
  }

  /** What stands where a secret was. */
  public static String replacement(Rule rule) {
    return "[redacted:" + rule.label() + "]";
  }

  /** A cheap look that spares clean text the regular expressions. */
  private static boolean suspicious(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        if (digits >= 13) {
          return true;
        }
      } else if (c == '=' || c == ':') {
        return true;
      } else if ((c == 'r' || c == 'c' || c == 'R' || c == 'C')
          && i + 1 < text.length()
          && text.charAt(i + 1) == ' ') {
        return true;
      }
    }
    return false;
  }

  private static String replace(Pattern pattern, String text, Rule rule, List<Rule> hits) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    var clean = new StringBuilder(text.length());
    do {
      boolean already = matcher.group(2).startsWith("[redacted");
      if (!already) {
        hits.add(rule);
      }
      String kept = rule == Rule.BEARER ? matcher.group(1) + " " : matcher.group(1);
      matcher.appendReplacement(
          clean, Matcher.quoteReplacement(already ? matcher.group() : kept + replacement(rule)));
    } while (matcher.find());
    return matcher.appendTail(clean).toString();
  }

  private static String cards(String text, List<Rule> hits) {
    Matcher matcher = DIGITS.matcher(text);
    var clean = new StringBuilder(text.length());
    while (matcher.find()) {
      boolean card = luhn(matcher.group());
      if (card) {
        hits.add(Rule.CARD);
      }
      matcher.appendReplacement(
          clean, Matcher.quoteReplacement(card ? replacement(Rule.CARD) : matcher.group()));
    }
    return matcher.appendTail(clean).toString();
  }

  /** The check sum of payment cards, over the digits of {@code text}; card numbers start 2 to 6. */
  private static boolean luhn(String text) {
    char first = text.charAt(0);
    if (first < '2' || first > '6') {
      return false;
    }
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        continue;
      }
      int digit = c - '0';
      int value = twice ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
