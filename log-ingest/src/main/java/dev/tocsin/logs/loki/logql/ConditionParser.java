package dev.tocsin.logs.loki.logql;

import dev.tocsin.logs.loki.logql.Condition.Unit;
import dev.tocsin.logs.loki.logql.Matcher.Match;
import dev.tocsin.logs.loki.logql.Token.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Label filters. */
final class ConditionParser {

  static final Set<String> COMPARISONS = Set.of("=", "==", "!=", "=~", "!~", ">", ">=", "<", "<=");

  private final TokenStream tokens;

  ConditionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  Condition condition() {
    Condition left = conjunction();
    while (tokens.takeWord("or")) {
      left = new Condition.Or(left, conjunction());
    }
    return left;
  }

  private Condition conjunction() {
    Condition left = unit();
    while (tokens.takeWord("and") || tokens.takeSign(",")) {
      left = new Condition.And(left, unit());
    }
    return left;
  }

  private Condition unit() {
    if (tokens.takeSign("(")) {
      tokens.deeper();
      Condition inner = condition();
      tokens.back();
      tokens.sign(")");
      return inner;
    }
    if (tokens.peek().kind() != Kind.WORD) {
      throw tokens.peek().unexpected("label name");
    }
    String label = tokens.take().text();
    Token sign = tokens.peek();
    if (sign.kind() != Kind.SIGN || !COMPARISONS.contains(sign.text())) {
      throw sign.unexpected("one of = == != =~ !~ > >= < <=");
    }
    tokens.take();
    return compare(label, sign);
  }

  private Condition compare(String label, Token sign) {
    Token value = tokens.peek();
    Match match =
        switch (sign.text()) {
          case "=", "==" -> Match.EQUAL;
          case "!=" -> Match.NOT_EQUAL;
          case "=~" -> Match.REGEX;
          case "!~" -> Match.NOT_REGEX;
          default -> null;
        };
    if (value.kind() == Kind.STRING) {
      if (match == null) {
        throw value.unexpected("NUMBER, DURATION or BYTES");
      }
      return new Condition.Text(checked(label, match, tokens));
    }
    if (value.isWord("ip") && match != null && !match.regex()) {
      tokens.take();
      tokens.sign("(");
      Token at = tokens.peek();
      String network = tokens.text(Kind.STRING);
      if (Addresses.range(network) == null) {
        throw new LogQlException(
            at.line(), at.column(), Quoting.quote(network) + " is no address, network or range");
      }
      tokens.sign(")");
      return new Condition.Address(label, match.negative(), network);
    }
    if (match != null && match.regex()) {
      throw value.unexpected(Kind.STRING.label());
    }
    return number(label, comparison(sign.text()));
  }

  private Condition number(String label, Operator operator) {
    boolean negative = tokens.takeSign("-");
    Token token = tokens.peek();
    Unit unit =
        switch (token.kind()) {
          case NUMBER -> Unit.PLAIN;
          case DURATION -> Unit.DURATION;
          case BYTES -> Unit.BYTES;
          default -> throw token.unexpected("STRING, NUMBER, DURATION or BYTES");
        };
    Double value = read(token.text(), unit);
    if (value == null) {
      throw token.unexpected("a number");
    }
    tokens.take();
    String written = (negative ? "-" : "") + token.text();
    return new Condition.Number(label, operator, negative ? -value : value, unit, written);
  }

  private static Operator comparison(String sign) {
    return switch (sign) {
      case "=", "==" -> Operator.EQ;
      case "!=" -> Operator.NE;
      case ">" -> Operator.GT;
      case ">=" -> Operator.GE;
      case "<" -> Operator.LT;
      default -> Operator.LE;
    };
  }

  private static @Nullable Double read(String text, Unit unit) {
    return switch (unit) {
      case PLAIN -> Units.number(text);
      case DURATION -> Units.duration(text);
      case BYTES -> Units.bytes(text);
    };
  }

  /** The string that comes next as a matcher; a broken regular expression is refused here. */
  static Matcher checked(String label, Match match, TokenStream tokens) {
    Token token = tokens.peek();
    String value = tokens.text(Kind.STRING);
    if (match.regex()) {
      Regexes.check(token);
    }
    return new Matcher(label, match, value);
  }
}
