package dev.tocsin.logs.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * A project's own rule. The expression is RE2: its time is linear in the text whatever anybody
 * writes, and its size is bounded before it is compiled.
 */
final class CustomRule {

  /** What a rule looks at. */
  enum Target {
    /** Finds the pattern in every text. */
    TEXT,
    /** Removes the whole value of attributes whose name matches wholly, in any case. */
    ATTRIBUTE
  }

  /** A rule's expression and replacement have at most this many characters. */
  static final int MAX_PATTERN = 512;

  private static final int MAX_REPLACEMENT = 100;
  private static final int MAX_PROGRAM = 5_000;

  private final String name;
  private final Target target;
  private final Pattern pattern;
  private final byte[] replacement;
  private final byte @Nullable [] literal;

  private CustomRule(String name, Target target, Pattern pattern, String replacement) {
    this.name = name;
    this.target = target;
    this.pattern = pattern;
    this.replacement = replacement.getBytes(UTF_8);
    String start = target == Target.TEXT ? PatternSize.literalStart(pattern.pattern()) : "";
    this.literal = start.length() < 2 ? null : start.getBytes(UTF_8);
  }

  /** Compiles a rule; what is wrong goes to {@code errors}, and the answer is null then. */
  static @Nullable CustomRule of(
      String name, Target target, String pattern, String replacement, FieldErrors errors) {
    errors.require(
        "replacement",
        replacement.length() <= MAX_REPLACEMENT,
        "have at most " + MAX_REPLACEMENT + " characters");
    if (pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
      errors.add("pattern", "have 1 to " + MAX_PATTERN + " characters");
      return null;
    }
    if (PatternSize.of(pattern) > MAX_PROGRAM) {
      errors.add("pattern", "be smaller: its repetitions multiply to too many steps");
      return null;
    }
    try {
      int flags = target == Target.ATTRIBUTE ? Pattern.CASE_INSENSITIVE : 0;
      var compiled = Pattern.compile(pattern, flags);
      if (compiled.matches("")) {
        errors.add("pattern", "not match the empty text");
        return null;
      }
      return new CustomRule(name, target, compiled, replacement);
    } catch (PatternSyntaxException e) {
      errors.add("pattern", "be an RE2 expression (" + e.getDescription() + ")");
      return null;
    }
  }

  String name() {
    return name;
  }

  Target target() {
    return target;
  }

  /** False when the text certainly holds no match. */
  boolean possible(byte[] b, int from, int to) {
    byte[] wanted = literal;
    if (wanted == null) {
      return to > from;
    }
    byte first = wanted[0];
    for (int i = from, last = to - wanted.length; i <= last; i++) {
      if (b[i] == first && Ascii.startsWith(b, i, to, wanted)) {
        return true;
      }
    }
    return false;
  }

  boolean matchesName(String attribute) {
    return pattern.matches(attribute);
  }

  /** The text with every match replaced; {@code hits[0]} grows by their number. */
  byte[] replace(byte[] b, int from, int to, int[] hits) {
    if (!possible(b, from, to)) {
      return from == 0 && to == b.length ? b : java.util.Arrays.copyOfRange(b, from, to);
    }
    byte[] text = from == 0 && to == b.length ? b : java.util.Arrays.copyOfRange(b, from, to);
    Matcher matcher = pattern.matcher(text);
    var clean = new java.io.ByteArrayOutputStream(text.length);
    int copied = 0;
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        clean.write(text, copied, matcher.start() - copied);
        clean.write(replacement, 0, replacement.length);
        copied = matcher.end();
        hits[0]++;
      }
    }
    if (copied == 0) {
      return text;
    }
    clean.write(text, copied, text.length - copied);
    return clean.toByteArray();
  }
}
