package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Expr.Kind;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One text pattern against one value. */
final class TextSql {

  private static final String EDGE = "[^0-9A-Za-z_\\x{80}-\\x{10ffff}]";

  private final Kind kind;
  private final String pattern;
  private final boolean folded;

  TextSql(Expr.Text text) {
    this.kind = text.kind();
    this.folded = !text.caseSensitive() && (kind == Kind.REGEX || Letters.cased(text.pattern()));
    this.pattern = text.pattern();
  }

  /** True, false or NULL for a value. */
  Fragment matches(Fragment value) {
    return switch (kind) {
      case EXACT -> with("%s = ?", lowered(value), cased());
      case WILDCARD -> with("%s LIKE ? ESCAPE '\\'", lowered(value), Wildcards.like(cased()));
      case SUBSTRING -> occurs(value, pattern);
      case WORD, PHRASE -> bounded(value, true);
      case PREFIX -> bounded(value, false);
      case REGEX -> regex(value, pattern);
    };
  }

  /**
   * A cheap condition on a longer text, JSON or several values in one, that holds wherever one of
   * its values can match; null when there is none.
   */
  @Nullable Fragment mayMatchWithin(String text) {
    String plain =
        switch (kind) {
          case REGEX -> "";
          case WILDCARD -> Wildcards.longestPlain(pattern);
          default -> pattern;
        };
    String chunk = unescapedChunk(plain);
    return chunk.isEmpty() ? null : occurs(Fragment.of(text), chunk);
  }

  /** Whether the text of a whole number can match. */
  boolean mayMatchInteger() {
    return open() || pattern.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
  }

  /** Whether the text of a decimal can match. */
  boolean mayMatchDecimal() {
    return open() || pattern.chars().allMatch(c -> "-+.0123456789eEinfatyIN".indexOf(c) >= 0);
  }

  /** Whether the text of a truth value can match. */
  boolean mayMatchTruth() {
    String lower = Letters.lower(pattern);
    return open() || "true".contains(lower) || "false".contains(lower);
  }

  private boolean open() {
    return kind == Kind.REGEX || kind == Kind.WILDCARD;
  }

  private Fragment bounded(Fragment x, boolean atEnd) {
    boolean left = !pattern.isEmpty() && Letters.token(pattern.codePointAt(0));
    boolean right =
        atEnd && !pattern.isEmpty() && Letters.token(pattern.codePointBefore(pattern.length()));
    if (!left && !right) {
      return occurs(x, pattern);
    }
    Fragment exact =
        regex(
            x,
            (left ? "(?:^|" + EDGE + ")" : "")
                + Letters.quoted(pattern)
                + (right ? "(?:$|" + EDGE + ")" : ""));
    // The plain search is several times faster and mostly says no; but a value that is dear to
    // compute is not computed twice.
    return x.values().isEmpty() ? Fragment.format("(%s AND %s)", occurs(x, pattern), exact) : exact;
  }

  /** Faster than lower() or ILIKE where the case does not matter. */
  private Fragment occurs(Fragment x, String part) {
    return folded && Letters.cased(part)
        ? regex(x, Letters.quoted(part))
        : with("contains(%s, ?)", x, part);
  }

  private Fragment regex(Fragment x, String expression) {
    return with("regexp_matches(%s, ?, '" + (folded ? "is" : "cs") + "')", x, expression);
  }

  private Fragment lowered(Fragment x) {
    return folded ? Fragment.format("lower(%s)", x) : x;
  }

  private String cased() {
    return folded ? Letters.lower(pattern) : pattern;
  }

  private static Fragment with(String template, Fragment x, String pattern) {
    var values = new ArrayList<Object>(x.values());
    values.add(pattern);
    return new Fragment(template.formatted(x.sql()), values);
  }

  /** The longest run that JSON writes as it is. */
  private static String unescapedChunk(String text) {
    String best = "";
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '"' : text.charAt(i);
      if (c == '"' || c == '\\' || c == '/' || c < ' ' || c == 0x7f) {
        if (i - start > best.length()) {
          best = text.substring(start, i);
        }
        start = i + 1;
      }
    }
    return best;
  }
}
