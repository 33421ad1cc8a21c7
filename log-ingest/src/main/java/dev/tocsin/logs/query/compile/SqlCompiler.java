package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions as DuckDB predicates over the columns of a segment file or of rows in memory.
 * Everything a user gave is a bound value; only column names, quoted, are put into the text.
 */
public final class SqlCompiler {

  private SqlCompiler() {}

  /**
   * A condition over rows that have the fixed columns and these promoted ones.
   *
   * @param expr what must hold
   * @param columns promoted columns of the table or file
   */
  public static Predicate compile(Expr expr, Columns columns) {
    Fragment done = compiled(expr, columns);
    return new Predicate(done.sql(), done.values());
  }

  /** The value of a field as text, or NULL; for grouping and showing. */
  public static Predicate text(Field field, Columns columns) {
    Fragment done = value(field, columns);
    return new Predicate(done.sql(), done.values());
  }

  /** The column of a field that has one; the body for any. */
  static String column(Field field) {
    return switch (field) {
      case Field.Any any -> "body";
      case Field.Body body -> "body";
      case Field.Service service -> "service";
      case Field.SeverityText text -> "severity_text";
      case Field.TraceId trace -> "trace_id";
      case Field.SpanId span -> "span_id";
      case Field.Scope scope -> "scope";
      case Field.Attribute attribute -> throw new IllegalArgumentException(attribute.key());
    };
  }

  private static Fragment compiled(Expr expr, Columns columns) {
    return switch (expr) {
      case Expr.All all -> Fragment.of("true");
      case Expr.And and -> Fragment.join(" AND ", each(and.parts(), columns), "true");
      case Expr.Or or -> Fragment.or(each(or.parts(), columns));
      // Elsewhere NULL counts as false by itself.
      case Expr.Not not ->
          Fragment.format("NOT coalesce(%s, false)", compiled(not.part(), columns));
      case Expr.Text text ->
          text.field() instanceof Field.Any
              ? anywhere(new TextSql(text), columns)
              : new TextSql(text).matches(value(text.field(), columns));
      case Expr.Number number -> NumberSql.compile(number, columns);
      case Expr.Severity severity ->
          Fragment.of("severity " + severity.op().sign() + " ?", severity.number());
      case Expr.Time time ->
          Fragment.of("(time_ns >= ? AND time_ns < ?)", time.fromNs(), time.toNs());
      case Expr.Exists exists -> Fragment.format("%s <> ''", value(exists.field(), columns));
    };
  }

  private static List<Fragment> each(List<Expr> parts, Columns columns) {
    return parts.stream().map(part -> compiled(part, columns)).toList();
  }

  private static Fragment value(Field field, Columns columns) {
    return field instanceof Field.Attribute attribute
        ? Attributes.text(attribute.key(), columns)
        : Fragment.of(column(field));
  }

  /**
   * One expression over all the texts of a row at once decides whether one of them may match, and
   * then one over the list of them whether it does: compiling an expression for each column costs
   * more than it saves.
   */
  private static Fragment anywhere(TextSql matcher, Columns columns) {
    var texts = new ArrayList<String>();
    texts.add("body");
    for (String column : columns.promoted()) {
      String name = Columns.quoted(column);
      boolean possible =
          switch (column.charAt(0)) {
            case 'i' -> matcher.mayMatchInteger();
            case 'd' -> matcher.mayMatchDecimal();
            case 'b' -> matcher.mayMatchTruth();
            default -> true;
          };
      if (possible) {
        texts.add(column.startsWith("s:") ? name : name + "::VARCHAR");
      }
    }
    String all = String.join(", ", texts);
    Fragment exact =
        Fragment.format(
            "list_bool_or(list_transform(list_concat(["
                + all.replace("%", "%%")
                + "], json_extract_string(attributes, '$.*')), lambda v: %s))",
            matcher.matches(Fragment.of("v")));
    Fragment cheap = matcher.mayMatchWithin("concat_ws(chr(31), " + all + ", attributes)");
    return cheap == null ? exact : Fragment.format("CASE WHEN %s THEN %s END", cheap, exact);
  }
}
