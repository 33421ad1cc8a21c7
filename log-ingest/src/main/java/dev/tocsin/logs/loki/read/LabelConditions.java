package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Condition;
import dev.tocsin.logs.loki.logql.Matcher;
import dev.tocsin.logs.loki.logql.Operator;
import dev.tocsin.logs.loki.logql.Regexes;
import dev.tocsin.logs.loki.pipeline.Conditions;
import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Op;
import dev.tocsin.logs.record.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions on labels as conditions on stored lines. */
public final class LabelConditions {

  /** Holds for no line. */
  static final Expr NEVER = new Expr.Or(List.of());

  private static final Pattern WORDS = Pattern.compile("[\\w /:@,-]+(\\|[\\w /:@,-]+)*");
  private static final String UNKNOWN = "unknown";

  /** Which stored keys a label's name can stand for. */
  public interface Keys {
    /** At least one key, the likeliest first. */
    List<String> of(String label);
  }

  private final Keys keys;

  /** Knows the keys. */
  public LabelConditions(Keys keys) {
    this.keys = keys;
  }

  /** All matchers of a selector. */
  public Expr all(List<Matcher> matchers) {
    return Expr.and(matchers.stream().map(this::of).toList());
  }

  /** One matcher; a missing label has the empty text. */
  public Expr of(Matcher matcher) {
    Predicate<String> test = Conditions.text(matcher);
    switch (matcher.label()) {
      case StreamLabels.LEVEL -> {
        return levels(matcher, "");
      }
      case StreamLabels.DETECTED_LEVEL -> {
        return levels(matcher, UNKNOWN);
      }
      case Line.ERROR, Line.ERROR_DETAILS -> {
        return test.test("") ? Expr.ALL : NEVER;
      }
      case "severity_number" -> {
        return severities(number -> test.test(number == 0 ? "" : Integer.toString(number)));
      }
      default -> {
        Expr positive = positive(matcher);
        return matcher.match().negative() ? not(positive) : positive;
      }
    }
  }

  private Expr positive(Matcher matcher) {
    List<Field> fields = fields(matcher.label());
    String value = matcher.value();
    if (!matcher.match().regex()) {
      return value.isEmpty() ? missing(fields) : any(fields, Expr.Kind.EXACT, value);
    }
    if (value.equals(".*")) {
      return Expr.ALL;
    }
    if (value.equals(".+")) {
      return not(missing(fields));
    }
    if (WORDS.matcher(value).matches()) {
      return Expr.or(
          Arrays.stream(value.split("\\|", -1))
              .map(word -> any(fields, Expr.Kind.EXACT, word))
              .toList());
    }
    Expr found = any(fields, Expr.Kind.REGEX, "^(?s:" + value + ")$");
    return Regexes.whole(value).matcher("").find()
        ? Expr.or(List.of(found, missing(fields)))
        : found;
  }

  private static Expr any(List<Field> fields, Expr.Kind kind, String text) {
    return Expr.or(
        fields.stream().map(field -> (Expr) new Expr.Text(field, kind, text, true)).toList());
  }

  private static Expr missing(List<Field> fields) {
    return Expr.and(fields.stream().map(field -> not(new Expr.Exists(field))).toList());
  }

  private static Expr not(Expr part) {
    return part instanceof Expr.Not not
        ? not.part()
        : part == Expr.ALL ? NEVER : new Expr.Not(part);
  }

  /** The fields a label's value can be in. */
  List<Field> fields(String label) {
    return switch (label) {
      case StreamLabels.SERVICE -> List.of(Field.SERVICE);
      case "trace_id" -> List.of(Field.TRACE_ID);
      case "span_id" -> List.of(Field.SPAN_ID);
      case "scope_name" -> List.of(Field.SCOPE);
      case "severity_text" -> List.of(Field.SEVERITY_TEXT);
      default -> keys.of(label).stream().map(key -> (Field) new Field.Attribute(key)).toList();
    };
  }

  private static Expr levels(Matcher matcher, String unset) {
    Predicate<String> test = level(matcher);
    return severities(
        number -> {
          Level level = Level.ofNumber(number);
          return level == null ? test.test(unset) : test.test(level.label());
        });
  }

  /**
   * A matcher on a level's name. Every usual word for a level stands for all of them, so that
   * "warning" finds "warn" too.
   */
  static Predicate<String> level(Matcher matcher) {
    Level level = matcher.match().regex() ? null : Level.ofWord(matcher.value());
    if (level == null) {
      return Conditions.text(matcher);
    }
    boolean yes = !matcher.match().negative();
    return name -> name.equals(level.label()) == yes;
  }

  private static Expr severities(Predicate<Integer> wanted) {
    var runs = new ArrayList<Expr>();
    int number = 0;
    while (number <= 24) {
      if (!wanted.test(number)) {
        number++;
        continue;
      }
      int from = number;
      while (number <= 24 && wanted.test(number)) {
        number++;
      }
      int to = number - 1;
      Expr low = from == 0 ? Expr.ALL : Expr.atLeast(from);
      Expr high = to == 24 ? Expr.ALL : new Expr.Severity(Op.LE, to);
      runs.add(Expr.and(low, high));
    }
    return runs.isEmpty() ? NEVER : Expr.or(runs);
  }

  /** A label filter; null when it has to be asked line by line. */
  @Nullable Expr of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> {
        Expr left = of(and.left());
        Expr right = of(and.right());
        yield left == null || right == null ? null : Expr.and(left, right);
      }
      case Condition.Or or -> {
        Expr left = of(or.left());
        Expr right = of(or.right());
        yield left == null || right == null ? null : Expr.or(List.of(left, right));
      }
      case Condition.Text text -> of(text.matcher());
      case Condition.Number number -> number(number);
      case Condition.Address address -> null;
    };
  }

  private @Nullable Expr number(Condition.Number number) {
    String label = number.label();
    if (label.equals("severity_number") && number.unit() == Condition.Unit.PLAIN) {
      return severities(each -> each > 0 && number.operator().holds(each, number.value()));
    }
    if (label.equals(StreamLabels.LEVEL) || label.startsWith("__")) {
      return null;
    }
    Op op = op(number.operator());
    List<Expr> ways =
        fields(label).stream()
            .map(
                field ->
                    (Expr)
                        switch (number.unit()) {
                          case PLAIN -> new Expr.Number(field, op, number.value());
                          case DURATION ->
                              new Expr.Number(field, op, number.value() / 1e9, Expr.Unit.DURATION);
                          case BYTES -> new Expr.Number(field, op, number.value(), Expr.Unit.BYTES);
                        })
            .toList();
    return Expr.or(ways);
  }

  private static Op op(Operator operator) {
    return switch (operator) {
      case EQ -> Op.EQ;
      case NE -> Op.NE;
      case GT -> Op.GT;
      case GE -> Op.GE;
      case LT -> Op.LT;
      case LE -> Op.LE;
      default -> throw new IllegalArgumentException("no comparison: " + operator.sign());
    };
  }
}
