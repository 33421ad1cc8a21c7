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
    this.pattern = folded && kind != Kind.REGEX ? Letters.lower(text.pattern()) : text.pattern();
  }

  /** True, false or NULL for a value. */
  Fragment matches(Fragment value) {
    Fragment x = folded && kind != Kind.REGEX ? Fragment.format("lower(%s)", value) : value;
    return switch (kind) {
      case EXACT -> with("%s = ?", x, pattern);
      case SUBSTRING -> with("contains(%s, ?)", x, pattern);
      case WORD, PHRASE -> bounded(x, true);
      case PREFIX -> bounded(x, false);
      case WILDCARD -> with("%s LIKE ? ESCAPE '\\'", x, Wildcards.like(pattern));
      case REGEX -> with("regexp_matches(%s, ?, '" + (folded ? "is" : "cs") + "')", x, pattern);
    };
  }

  /**
   * A cheap condition on a JSON text that holds wherever one of its values can match; null when
   * there is none.
   */
  @Nullable Fragment mayMatchWithin(String json) {
    String plain =
        switch (kind) {
          case REGEX -> "";
          case WILDCARD -> Wildcards.longestPlain(pattern);
          default -> pattern;
        };
    String chunk = unescapedChunk(plain);
    return chunk.isEmpty()
        ? null
        : Fragment.of("contains(" + (folded ? "lower(" + json + ")" : json) + ", ?)", chunk);
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
      return with("contains(%s, ?)", x, pattern);
    }
    String expression =
        (left ? "(?:^|" + EDGE + ")" : "")
            + Letters.quoted(pattern)
            + (right ? "(?:$|" + EDGE + ")" : "");
    Fragment exact = with("regexp_matches(%s, ?, 'cs')", x, expression);
    // Where the value is dear to compute, it is not computed twice.
    return x.values().isEmpty()
        ? Fragment.format("(%s AND %s)", with("contains(%s, ?)", x, pattern), exact)
        : exact;
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
