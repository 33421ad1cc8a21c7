package dev.tocsin.logs.loki.logql;

import dev.tocsin.logs.loki.logql.Query.Grouping;
import dev.tocsin.logs.loki.logql.Query.Lines;
import dev.tocsin.logs.loki.logql.Query.Matching;
import dev.tocsin.logs.loki.logql.Query.Metric;
import dev.tocsin.logs.loki.logql.Query.Unwrap;
import dev.tocsin.logs.loki.logql.RangeFunction.Numbers;
import dev.tocsin.logs.loki.logql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads LogQL. */
public final class Parser {

  private static final int MAX_LENGTH = 16_384;

  private final TokenStream tokens;
  private final PipelineParser pipelines;

  private Parser(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new LogQlException("query is longer than " + MAX_LENGTH + " characters");
    }
    this.tokens = new TokenStream(Lexer.cut(text));
    this.pipelines = new PipelineParser(tokens);
  }

  /**
   * Reads a whole query.
   *
   * @throws LogQlException with place and expectation when it cannot be read
   */
  public static Query query(String text) {
    var parser = new Parser(text);
    Query query = parser.expression(0);
    parser.end();
    return query;
  }

  /** Reads matchers alone, as in {@code {a="b"}}; an empty text selects everything. */
  public static List<Matcher> matchers(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    var parser = new Parser(text);
    List<Matcher> matchers = parser.pipelines.selector();
    parser.end();
    return matchers;
  }

  private void end() {
    if (tokens.peek().kind() != Kind.END) {
      throw tokens.peek().unexpected("end of query");
    }
  }

  private Query expression(int weakest) {
    tokens.deeper();
    Token start = tokens.peek();
    Query left = primary();
    while (true) {
      Operator operator = operator(tokens.peek());
      if (operator == null || operator.strength() < weakest) {
        tokens.back();
        return left;
      }
      Token sign = tokens.take();
      boolean bool = tokens.takeWord("bool");
      if (bool && !operator.comparison()) {
        throw new LogQlException(sign.line(), sign.column(), "bool goes with comparisons only");
      }
      Matching matching = matching();
      // the power binds to the right, all others to the left
      int next = operator == Operator.POW ? operator.strength() : operator.strength() + 1;
      Token second = tokens.peek();
      Query right = expression(next);
      left = new Query.Binary(operator, metric(left, start), metric(right, second), bool, matching);
    }
  }

  private static @Nullable Operator operator(Token token) {
    if (token.kind() != Kind.SIGN && token.kind() != Kind.WORD) {
      return null;
    }
    for (Operator operator : Operator.values()) {
      if (operator.sign().equals(token.text())) {
        return operator;
      }
    }
    return null;
  }

  private @Nullable Matching matching() {
    boolean on = tokens.peek().isWord("on");
    Matching matching = null;
    if (on || tokens.peek().isWord("ignoring")) {
      tokens.take();
      matching = new Matching(on, tokens.names());
    }
    Token group = tokens.peek();
    if (group.isWord("group_left") || group.isWord("group_right")) {
      throw new LogQlException(group.line(), group.column(), group.text() + " is not supported");
    }
    return matching;
  }

  private static Metric metric(Query query, Token start) {
    if (query instanceof Metric metric) {
      return metric;
    }
    throw new LogQlException(
        start.line(),
        start.column(),
        "a log query gives lines, not numbers; wrap it, as in count_over_time({…}[5m])");
  }

  private Query primary() {
    Token token = tokens.peek();
    if (token.is("{")) {
      var lines = lines();
      if (tokens.peek().is("|") && tokens.peek(1).isWord("unwrap")) {
        throw new LogQlException(
            tokens.peek().line(),
            tokens.peek().column(),
            "unwrap needs a range, as in sum_over_time({…} | unwrap x [5m])");
      }
      return lines;
    }
    if (tokens.takeSign("(")) {
      Query inner = expression(0);
      tokens.sign(")");
      return inner;
    }
    if (token.kind() == Kind.NUMBER || token.is("-") || token.is("+")) {
      return new Query.Scalar(tokens.number());
    }
    if (token.kind() != Kind.WORD) {
      throw token.unexpected("\"{\", a function or a number");
    }
    tokens.take();
    RangeFunction function = RangeFunction.of(token.text());
    if (function != null) {
      return range(function, token);
    }
    Aggregator aggregator = Aggregator.of(token.text());
    if (aggregator != null) {
      return aggregate(aggregator);
    }
    return switch (token.text()) {
      case "vector" -> {
        tokens.sign("(");
        double value = tokens.number();
        tokens.sign(")");
        yield new Query.Vector(value);
      }
      case "label_replace" -> labelReplace();
      default -> throw token.unexpected("\"{\", a function or a number");
    };
  }

  private Lines lines() {
    List<Matcher> matchers = pipelines.selector();
    var stages = new ArrayList<Stage>();
    pipelines.stages(stages);
    return new Lines(matchers, List.copyOf(stages));
  }

  private Query labelReplace() {
    tokens.sign("(");
    Token start = tokens.peek();
    Metric inner = metric(expression(0), start);
    tokens.sign(",");
    String target = tokens.text(Kind.STRING);
    tokens.sign(",");
    String replacement = tokens.text(Kind.STRING);
    tokens.sign(",");
    String source = tokens.text(Kind.STRING);
    tokens.sign(",");
    Token regex = tokens.peek();
    tokens.text(Kind.STRING);
    Regexes.check(regex);
    tokens.sign(")");
    return new Query.LabelReplace(inner, target, replacement, source, regex.text());
  }

  private Query aggregate(Aggregator by) {
    Grouping grouping = grouping();
    tokens.sign("(");
    int count = 0;
    if (by.selects()) {
      Token number = tokens.peek();
      double given = tokens.number();
      if (given < 1 || given > 10_000 || given % 1 != 0) {
        throw new LogQlException(
            number.line(), number.column(), by.label() + " needs a whole number from 1 to 10000");
      }
      count = (int) given;
      tokens.sign(",");
    }
    Token start = tokens.peek();
    Metric inner = metric(expression(0), start);
    tokens.sign(")");
    if (grouping == null) {
      grouping = grouping();
    }
    return new Query.Aggregate(by, count, inner, grouping);
  }

  private @Nullable Grouping grouping() {
    boolean without = tokens.peek().isWord("without");
    if (!without && !tokens.peek().isWord("by")) {
      return null;
    }
    tokens.take();
    return new Grouping(without, tokens.names());
  }

  private Query range(RangeFunction function, Token name) {
    tokens.sign("(");
    Double parameter = null;
    if (function == RangeFunction.QUANTILE_OVER_TIME) {
      parameter = tokens.number();
      tokens.sign(",");
    }
    int open = 0;
    while (tokens.takeSign("(")) {
      tokens.deeper();
      open++;
    }
    List<Matcher> matchers = pipelines.selector();
    var stages = new ArrayList<Stage>();
    Long range = null;
    Unwrap unwrap = null;
    while (true) {
      if (tokens.peek().is("[") && range == null) {
        tokens.take();
        range = tokens.duration();
        tokens.sign("]");
        if (range <= 0) {
          throw new LogQlException(name.line(), name.column(), "a range must be longer than 0");
        }
      } else if (open > 0 && tokens.takeSign(")")) {
        open--;
        tokens.back();
      } else {
        int before = stages.size();
        pipelines.stages(stages);
        Unwrap found = unwrap == null ? pipelines.unwrap() : null;
        unwrap = found == null ? unwrap : found;
        if (stages.size() == before && found == null) {
          break;
        }
      }
    }
    if (range == null) {
      throw tokens.peek().unexpected("a range, as in [5m]");
    }
    long offset = 0;
    if (tokens.takeWord("offset")) {
      boolean negative = tokens.takeSign("-");
      offset = negative ? -tokens.duration() : tokens.duration();
    }
    while (open > 0) {
      tokens.sign(")");
      open--;
      tokens.back();
    }
    tokens.sign(")");
    check(function, unwrap, name);
    var lines = new Lines(matchers, List.copyOf(stages));
    return new Query.Range(function, parameter, lines, unwrap, range, offset, grouping());
  }

  private static void check(RangeFunction function, @Nullable Unwrap unwrap, Token name) {
    if (function.numbers() == Numbers.NEEDED && unwrap == null) {
      throw new LogQlException(
          name.line(), name.column(), function.label() + " needs numbers; add | unwrap label");
    }
    if (function.numbers() == Numbers.NONE && unwrap != null) {
      throw new LogQlException(
          name.line(), name.column(), function.label() + " does not go with unwrap");
    }
  }
}
