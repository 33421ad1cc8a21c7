package dev.tocsin.logs.loki.pipeline;

import dev.tocsin.logs.loki.logql.Addresses;
import dev.tocsin.logs.loki.logql.Condition;
import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Matcher;
import dev.tocsin.logs.loki.logql.Regexes;
import dev.tocsin.logs.loki.logql.Units;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Label filters, ready to run. */
public final class Conditions {

  private static final String ERROR = "LabelFilterErr";

  private Conditions() {}

  /** A matcher on a text; a missing label has the empty text. */
  public static Predicate<String> text(Matcher matcher) {
    String value = matcher.value();
    return switch (matcher.match()) {
      case EQUAL -> value::equals;
      case NOT_EQUAL -> text -> !value.equals(text);
      case REGEX -> {
        var regex = Regexes.whole(value);
        yield text -> regex.matcher(text).find();
      }
      case NOT_REGEX -> {
        var regex = Regexes.whole(value);
        yield text -> !regex.matcher(text).find();
      }
    };
  }

  static Step of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> {
        Step left = of(and.left());
        Step right = of(and.right());
        yield line -> left.take(line) && right.take(line);
      }
      case Condition.Or or -> {
        Step left = of(or.left());
        Step right = of(or.right());
        yield line -> left.take(line) || right.take(line);
      }
      case Condition.Text text -> {
        Predicate<String> test = text(text.matcher());
        String label = text.matcher().label();
        yield line -> test.test(line.value(label));
      }
      case Condition.Number number -> line -> number(number, line);
      case Condition.Address address -> address(address);
    };
  }

  private static boolean number(Condition.Number number, Line line) {
    // a failed line can be filtered by text only, so that it does not vanish unseen
    if (line.failed()) {
      return true;
    }
    String text = line.get(number.label());
    if (text == null || text.isEmpty()) {
      return false;
    }
    Double value = read(text, number.unit());
    if (value == null) {
      line.error(ERROR, "label " + number.label() + " holds no number");
      return true;
    }
    return number.operator().holds(value, number.value());
  }

  /** A label's value as a number of a unit; null when it is none. */
  static @Nullable Double read(String text, Condition.Unit unit) {
    return switch (unit) {
      case PLAIN -> Units.number(text);
      case DURATION -> Units.duration(text);
      case BYTES -> Units.bytes(text);
    };
  }

  private static Step address(Condition.Address address) {
    Addresses.Range range = Addresses.range(address.network());
    if (range == null) {
      throw new LogQlException("no address: " + address.network());
    }
    return line -> {
      String text = line.get(address.label());
      return text != null && range.holds(text) != address.negative();
    };
  }
}
