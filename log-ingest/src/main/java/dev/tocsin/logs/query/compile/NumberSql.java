package dev.tocsin.logs.query.compile;

import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Expr.Unit;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comparisons with numbers, durations and sizes. */
final class NumberSql {

  private static final double LONGS = 9.2e18;
  private static final String DURATIONS =
      "^\\s*([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(ns|us|µs|μs|ms|s|m|h|d)\\s*$";
  private static final String SIZES =
      "^\\s*([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(b|kb|mb|gb|tb|kib|mib|gib|tib)\\s*$";

  private NumberSql() {}

  static Fragment compile(Expr.Number number, Columns columns) {
    if (!(number.field() instanceof Field.Attribute attribute)) {
      return text(Fragment.of(SqlCompiler.column(number.field())), number, plainUnit("", number));
    }
    String key = attribute.key();
    double unit = plainUnit(key, number);
    var ways = new ArrayList<Fragment>();
    if (columns.promoted().contains("i:" + key)) {
      ways.add(integer(Columns.quoted("i:" + key), number.op(), number.value() / unit));
    }
    if (columns.promoted().contains("d:" + key)) {
      String name = Columns.quoted("d:" + key);
      ways.add(decimal(Fragment.of(name), number.op(), number.value() / unit));
    }
    ways.add(text(Attributes.looseText(key, columns), number, unit));
    return Fragment.or(ways);
  }

  /** Seconds in one of a plain number, by the ending of its name; milliseconds when it has none. */
  static double plainUnit(String key, Expr.Number number) {
    if (number.unit() != Unit.DURATION) {
      return 1;
    }
    String last = key.replaceAll("^.*[._-]|^.*[a-z0-9](?=[A-Z][a-z]*$)", "");
    return switch (last.toLowerCase(Locale.ROOT)) {
      case "ns", "nano", "nanos", "nanoseconds" -> 1e-9;
      case "us", "micro", "micros", "microseconds" -> 1e-6;
      case "s", "sec", "secs", "second", "seconds" -> 1;
      case "min", "mins", "minutes" -> 60;
      case "h", "hours" -> 3600;
      default -> 1e-3;
    };
  }

  private static Fragment text(Fragment value, Expr.Number number, double unit) {
    Fragment read =
        switch (number.unit()) {
          case NONE -> Fragment.format("TRY_CAST(%s AS DOUBLE)", value);
          case DURATION -> measured(value, unit, DURATIONS, DURATION_UNITS);
          case BYTES -> measured(Fragment.format("lower(%s)", value), 1, SIZES, SIZE_UNITS);
        };
    return decimal(read, number.op(), number.value());
  }

  /** Only finite numbers stand in any relation. */
  private static Fragment decimal(Fragment read, Op op, double value) {
    double most = Double.MAX_VALUE;
    return switch (op) {
      case EQ -> Fragment.format("%s = %s", read, Fragment.of("?", value));
      case LE -> between(read, -most, value);
      case GE -> between(read, value, most);
      case LT -> between(read, -most, Math.nextDown(value));
      case GT -> between(read, Math.nextUp(value), most);
      case NE ->
          Fragment.or(
              List.of(
                  between(read, -most, Math.nextDown(value)),
                  between(read, Math.nextUp(value), most)));
    };
  }

  private static Fragment between(Fragment read, double low, double high) {
    return Fragment.format("%s BETWEEN %s", read, Fragment.of("? AND ?", low, high));
  }

  private static final String DURATION_UNITS =
      "WHEN 'ns' THEN 1e-9 WHEN 'us' THEN 1e-6 WHEN 'µs' THEN 1e-6 WHEN 'μs' THEN 1e-6"
          + " WHEN 'ms' THEN 1e-3 WHEN 's' THEN 1.0 WHEN 'm' THEN 60.0 WHEN 'h' THEN 3600.0"
          + " WHEN 'd' THEN 86400.0";
  private static final String SIZE_UNITS =
      "WHEN 'b' THEN 1.0 WHEN 'kb' THEN 1e3 WHEN 'mb' THEN 1e6 WHEN 'gb' THEN 1e9"
          + " WHEN 'tb' THEN 1e12 WHEN 'kib' THEN 1024.0 WHEN 'mib' THEN 1048576.0"
          + " WHEN 'gib' THEN 1073741824.0 WHEN 'tib' THEN 1099511627776.0";

  private static Fragment measured(Fragment value, double plain, String form, String units) {
    return Fragment.format(
        "list_transform([%s], lambda v: coalesce(TRY_CAST(v AS DOUBLE) * "
            + plain
            + ", TRY_CAST(regexp_extract(v, '%s', 1) AS DOUBLE) * CASE regexp_extract(v, '%s', 2) "
                .formatted(form, form)
            + units
            + " END))[1]",
        value);
  }

  /** In whole numbers, so that row groups can be skipped by their least and greatest value. */
  private static Fragment integer(String name, Op op, double value) {
    if (!(Math.abs(value) < LONGS)) {
      return Fragment.of(name + "::DOUBLE " + op.sign() + " ?", value);
    }
    boolean whole = value == Math.rint(value);
    return switch (op) {
      case LT, GE -> Fragment.of(name + " " + op.sign() + " ?", (long) Math.ceil(value));
      case LE, GT -> Fragment.of(name + " " + op.sign() + " ?", (long) Math.floor(value));
      case EQ -> whole ? Fragment.of(name + " = ?", (long) value) : Fragment.of("false");
      case NE ->
          whole ? Fragment.of(name + " != ?", (long) value) : Fragment.of(name + " IS NOT NULL");
    };
  }
}
