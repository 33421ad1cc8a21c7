package dev.tocsin.logs.query.language;

import dev.tocsin.logs.query.language.Expr.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comparisons: {@code status:>=500}, {@code duration:>1.5s}, {@code size<20KiB}, ranges. */
final class NumberTerm {

  /**
   * A number as typed.
   *
   * @param value in seconds or bytes where there is a unit
   * @param unit what it measures
   */
  record Amount(double value, Unit unit) {}

  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?\\d{1,18}(?:_\\d{3})*(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,3})?)([A-Za-zµμ]{0,3})");
  private static final Map<String, Double> DURATIONS =
      Map.of(
          "ns", 1e-9, "us", 1e-6, "µs", 1e-6, "μs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h",
          3600.0, "d", 86_400.0);
  private static final Map<String, Double> SIZES =
      Map.of(
          "b",
          1.0,
          "kb",
          1e3,
          "mb",
          1e6,
          "gb",
          1e9,
          "tb",
          1e12,
          "kib",
          1024.0,
          "mib",
          1048576.0,
          "gib",
          1073741824.0,
          "tib",
          1099511627776.0);

  private NumberTerm() {}

  static Expr compare(Field field, Op op, Word word, Source source) {
    Amount amount = read(word.text());
    if (amount == null) {
      throw source.brokenAt(
          word.position(),
          "a number, a duration such as 1.5s or a size such as 20KiB",
          "texts can be compared with : and = only");
    }
    if (!(field instanceof Field.Attribute)) {
      throw source.brokenAt(
          word.position(), "an attribute before the comparison", "this field holds text");
    }
    return new Expr.Number(field, op, amount.value(), amount.unit());
  }

  /** {@code 500..599}; null when the text is no range of numbers. */
  static @Nullable Expr range(Field field, String text) {
    int dots = text.indexOf("..");
    if (dots <= 0 || !(field instanceof Field.Attribute)) {
      return null;
    }
    Amount low = read(text.substring(0, dots));
    Amount high = read(text.substring(dots + 2));
    if (low == null || high == null) {
      return null;
    }
    boolean alike = low.unit() == high.unit() || low.unit() == Unit.NONE && low.value() == 0;
    return alike
        ? Expr.and(
            new Expr.Number(field, Op.GE, low.value(), high.unit()),
            new Expr.Number(field, Op.LE, high.value(), high.unit()))
        : null;
  }

  static @Nullable Amount read(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    double number = Double.parseDouble(form.group(1).replace("_", ""));
    String unit = form.group(2);
    if (!Double.isFinite(number)) {
      return null;
    }
    if (unit.isEmpty()) {
      return new Amount(number, Unit.NONE);
    }
    Double seconds = DURATIONS.get(unit);
    if (seconds != null) {
      return new Amount(number * seconds, Unit.DURATION);
    }
    Double bytes = SIZES.get(unit.toLowerCase(Locale.ROOT));
    return bytes == null ? null : new Amount(number * bytes, Unit.BYTES);
  }
}
