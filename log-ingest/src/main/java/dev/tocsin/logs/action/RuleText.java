package dev.tocsin.logs.action;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import dev.tocsin.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/** The texts of a definition, in the language that search understands. */
public final class RuleText {

  private RuleText() {}

  /** The condition; an absent text means all lines, a broken one is noted in {@code errors}. */
  public static Expr condition(FieldErrors errors, String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return Expr.ALL;
    }
    return switch (QueryParser.parse(text)) {
      case Parsed.Good good -> good.expr();
      case Parsed.Bad bad -> {
        errors.add(name, "be a query: " + bad.message());
        yield Expr.ALL;
      }
    };
  }

  /** The field of that name; null when there is none, then noted in {@code errors}. */
  public static @Nullable Field field(FieldErrors errors, String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (QueryParser.parse(text.strip() + ":*") instanceof Parsed.Good good
        && good.expr() instanceof Expr.Exists exists) {
      return exists.field();
    }
    errors.add(name, "be the name of one field; put unusual names in double quotes");
    return null;
  }
}
