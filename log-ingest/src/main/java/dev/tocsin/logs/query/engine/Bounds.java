package dev.tocsin.logs.query.engine;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import java.util.Collection;

/**
 * What can be said about a condition when only the services and severity numbers of some rows are
 * known: whether one of them may meet it, and whether all of them must.
 */
final class Bounds {

  private final Collection<String> services;
  private final int severities;

  Bounds(Collection<String> services, int severities) {
    this.services = services;
    this.severities = severities;
  }

  /** False when no row can meet the condition. */
  boolean may(Expr expr) {
    return services.stream().anyMatch(service -> may(expr, service));
  }

  /** True when every row meets the condition. */
  boolean must(Expr expr) {
    return services.stream().allMatch(service -> must(expr, service));
  }

  private boolean may(Expr expr, String service) {
    return switch (expr) {
      case Expr.All all -> true;
      case Expr.And and -> and.parts().stream().allMatch(part -> may(part, service));
      case Expr.Or or -> or.parts().stream().anyMatch(part -> may(part, service));
      case Expr.Not not -> !must(not.part(), service);
      case Expr.Severity severity -> (holding(severity) & severities) != 0;
      case Expr.Text text -> !known(text) || new TextMatch(text).matches(service);
      case Expr.Number number -> true;
      case Expr.Time time -> true;
      case Expr.Exists exists -> true;
    };
  }

  private boolean must(Expr expr, String service) {
    return switch (expr) {
      case Expr.All all -> true;
      case Expr.And and -> and.parts().stream().allMatch(part -> must(part, service));
      case Expr.Or or -> or.parts().stream().anyMatch(part -> must(part, service));
      case Expr.Not not -> !may(not.part(), service);
      case Expr.Severity severity -> (severities & ~holding(severity)) == 0;
      case Expr.Text text -> known(text) && new TextMatch(text).matches(service);
      case Expr.Number number -> false;
      case Expr.Time time -> false;
      case Expr.Exists exists -> exists.field() instanceof Field.Service;
    };
  }

  private static boolean known(Expr.Text text) {
    return text.field() instanceof Field.Service && new TextMatch(text).decidable();
  }

  private static int holding(Expr.Severity severity) {
    int bits = 0;
    for (int number = 0; number <= 24; number++) {
      if (severity.op().holds(number, severity.number())) {
        bits |= 1 << number;
      }
    }
    return bits;
  }
}
