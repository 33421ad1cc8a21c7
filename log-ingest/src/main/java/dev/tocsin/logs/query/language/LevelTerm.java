package dev.tocsin.logs.query.language;

import dev.tocsin.logs.query.language.FieldNames.Special;
import dev.tocsin.logs.record.Level;
import org.jspecify.annotations.Nullable;

/**
 * {@code level:warn}, {@code level>=error}, {@code level:warn..fatal}, {@code severity_number:17}.
 */
final class LevelTerm {

  private static final int WIDTH = 4;
  private static final String LEVELS = "a level: trace, debug, info, warn, error, fatal or unknown";

  private LevelTerm() {}

  static Expr of(Special special, @Nullable Op op, Word word, Source source) {
    if (word.star()) {
      return new Expr.Severity(Op.GT, 0);
    }
    int dots = word.text().indexOf("..");
    if (op == null && dots > 0) {
      int low = lowest(special, word.text().substring(0, dots), word, source);
      int high = highest(special, word.text().substring(dots + 2), word, source);
      return between(low, high);
    }
    int low = lowest(special, word.text(), word, source);
    int high = highest(special, word.text(), word, source);
    return switch (op == null ? Op.EQ : op) {
      case EQ -> between(low, high);
      case NE -> new Expr.Not(between(low, high));
      case GE -> new Expr.Severity(Op.GE, low);
      case GT -> new Expr.Severity(Op.GT, high);
      case LE -> between(1, high);
      case LT -> between(1, low - 1);
    };
  }

  /** Lines whose sender did not say are below nothing. */
  private static Expr between(int low, int high) {
    return low == high
        ? new Expr.Severity(Op.EQ, low)
        : Expr.and(new Expr.Severity(Op.GE, low), new Expr.Severity(Op.LE, high));
  }

  private static int highest(Special special, String text, Word word, Source source) {
    int low = lowest(special, text, word, source);
    return special == Special.SEVERITY || low == 0 ? low : low + WIDTH - 1;
  }

  private static int lowest(Special special, String text, Word word, Source source) {
    if (special == Special.SEVERITY) {
      if (text.matches("\\d|1\\d|2[0-4]")) {
        return Integer.parseInt(text);
      }
      throw source.brokenAt(word.position(), "a whole number from 0 to 24", null);
    }
    Level level = Level.ofWord(text);
    if (level != null) {
      return level.lowest();
    }
    if (text.equalsIgnoreCase("unknown")) {
      return 0;
    }
    throw source.brokenAt(word.position(), LEVELS, null);
  }
}
