package dev.tocsin.logs.loki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a query so that it is easy to read, and reads back as the same query. */
public final class Printer {

  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private Printer() {}

  /** On one line when it fits, else nested. */
  public static String print(Query query) {
    return print(query, "");
  }

  private static String print(Query query, String indent) {
    String flat = flat(query);
    if (indent.length() + flat.length() <= WIDTH) {
      return indent + flat;
    }
    String deeper = indent + INDENT;
    return switch (query) {
      case Query.Lines lines -> {
        var rows = new ArrayList<String>();
        rows.add(indent + selector(lines.matchers()));
        lines.stages().forEach(stage -> rows.add(deeper + stage(stage)));
        yield String.join("\n", rows);
      }
      case Query.Range range -> {
        String head = range.parameter() == null ? "" : deeper + plain(range.parameter()) + ",\n";
        yield indent
            + range.function().label()
            + "(\n"
            + head
            + print(range.lines(), deeper)
            + "\n"
            + deeper
            + tail(range).strip()
            + "\n"
            + indent
            + ")"
            + after(range.grouping());
      }
      case Query.Aggregate aggregate ->
          indent
              + aggregate.by().label()
              + before(aggregate.grouping())
              + "(\n"
              + (aggregate.by().selects() ? deeper + aggregate.count() + ",\n" : "")
              + print(aggregate.inner(), deeper)
              + "\n"
              + indent
              + ")";
      case Query.Binary binary ->
          side(binary.left(), deeper)
              + "\n"
              + indent
              + operator(binary).strip()
              + "\n"
              + side(binary.right(), deeper);
      default -> indent + flat;
    };
  }

  private static String side(Query query, String indent) {
    return query instanceof Query.Binary
        ? indent + "(\n" + print(query, indent + INDENT) + "\n" + indent + ")"
        : print(query, indent);
  }

  private static String flat(Query query) {
    return switch (query) {
      case Query.Lines lines -> lines(lines);
      case Query.Range range ->
          range.function().label()
              + "("
              + (range.parameter() == null ? "" : plain(range.parameter()) + ", ")
              + lines(range.lines())
              + tail(range)
              + ")"
              + after(range.grouping());
      case Query.Aggregate aggregate ->
          aggregate.by().label()
              + before(aggregate.grouping())
              + "("
              + (aggregate.by().selects() ? aggregate.count() + ", " : "")
              + flat(aggregate.inner())
              + ")";
      case Query.Binary binary ->
          operand(binary.left()) + operator(binary) + operand(binary.right());
      case Query.Scalar scalar -> plain(scalar.value());
      case Query.Vector vector -> "vector(" + plain(vector.value()) + ")";
      case Query.LabelReplace replace ->
          "label_replace("
              + flat(replace.inner())
              + ", "
              + List.of(replace.target(), replace.replacement(), replace.source(), replace.regex())
                  .stream()
                  .map(Quoting::quote)
                  .collect(Collectors.joining(", "))
              + ")";
    };
  }

  private static String operand(Query query) {
    return query instanceof Query.Binary ? "(" + flat(query) + ")" : flat(query);
  }

  private static String operator(Query.Binary binary) {
    var matching = binary.matching();
    return " "
        + binary.operator().sign()
        + (binary.bool() ? " bool" : "")
        + (matching == null
            ? ""
            : (matching.on() ? " on (" : " ignoring (")
                + String.join(", ", matching.labels())
                + ")")
        + " ";
  }

  private static String before(Query.@Nullable Grouping grouping) {
    return grouping == null ? "" : after(grouping) + " ";
  }

  private static String after(Query.@Nullable Grouping grouping) {
    return grouping == null
        ? ""
        : (grouping.without() ? " without (" : " by (")
            + String.join(", ", grouping.labels())
            + ")";
  }

  private static String lines(Query.Lines lines) {
    var parts = new ArrayList<String>();
    parts.add(selector(lines.matchers()));
    lines.stages().forEach(stage -> parts.add(stage(stage)));
    return String.join(" ", parts);
  }

  private static String selector(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String tail(Query.Range range) {
    var out = new StringBuilder();
    var unwrap = range.unwrap();
    if (unwrap != null) {
      out.append(" | unwrap ")
          .append(
              unwrap.conversion() == null
                  ? unwrap.label()
                  : unwrap.conversion() + "(" + unwrap.label() + ")");
      unwrap.filters().forEach(stage -> out.append(' ').append(stage(stage)));
    }
    if (unwrap != null || !range.lines().stages().isEmpty()) {
      out.append(' ');
    }
    out.append('[').append(duration(range.rangeNs())).append(']');
    if (range.offsetNs() != 0) {
      out.append(" offset ").append(range.offsetNs() < 0 ? "-" : "");
      out.append(duration(Math.abs(range.offsetNs())));
    }
    return out.toString();
  }

  private static String stage(Stage stage) {
    return switch (stage) {
      case Stage.LineFilter filter ->
          (filter.negative() ? "!" : "|")
              + filter.way().sign()
              + " "
              + filter.texts().stream().map(Quoting::quote).collect(Collectors.joining(" or "));
      case Stage.Json json -> "| json" + fields(json.fields());
      case Stage.Logfmt logfmt ->
          "| logfmt"
              + (logfmt.strict() ? " --strict" : "")
              + (logfmt.keepEmpty() ? " --keep-empty" : "")
              + fields(logfmt.fields());
      case Stage.Pattern pattern -> "| pattern " + Quoting.quote(pattern.pattern());
      case Stage.Regexp regexp -> "| regexp " + Quoting.quote(regexp.regex());
      case Stage.Unpack unpack -> "| unpack";
      case Stage.LabelFilter filter -> "| " + condition(filter.condition(), false);
      case Stage.LineFormat format ->
          "| line_format " + Quoting.quote(format.template().toString());
      case Stage.LabelFormat format ->
          "| label_format "
              + format.assignments().stream()
                  .map(Printer::assignment)
                  .collect(Collectors.joining(", "));
      case Stage.Drop drop -> "| drop " + choices(drop.labels());
      case Stage.Keep keep -> "| keep " + choices(keep.labels());
      case Stage.Decolorize decolorize -> "| decolorize";
    };
  }

  private static String fields(List<Stage.Field> fields) {
    return fields.isEmpty()
        ? ""
        : fields.stream()
            .map(
                field ->
                    field.path().equals(field.label())
                        ? field.label()
                        : field.label() + "=" + Quoting.quote(field.path()))
            .collect(Collectors.joining(", ", " ", ""));
  }

  private static String assignment(Stage.Assignment assignment) {
    return assignment.label()
        + "="
        + (assignment.source() != null
            ? assignment.source()
            : Quoting.quote(String.valueOf(assignment.template())));
  }

  private static String choices(List<Stage.Choice> choices) {
    return choices.stream()
        .map(choice -> choice.matcher() == null ? choice.label() : choice.matcher().toString())
        .collect(Collectors.joining(", "));
  }

  private static String condition(Condition condition, boolean inside) {
    return switch (condition) {
      case Condition.And and ->
          condition(and.left(), true) + " and " + condition(and.right(), true);
      case Condition.Or or -> {
        String text = condition(or.left(), false) + " or " + condition(or.right(), false);
        yield inside ? "(" + text + ")" : text;
      }
      case Condition.Text text -> text.matcher().toString();
      case Condition.Number number ->
          number.label() + " " + number.operator().sign() + " " + number.written();
      case Condition.Address address ->
          address.label()
              + (address.negative() ? " != ip(" : " = ip(")
              + Quoting.quote(address.network())
              + ")";
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String duration(long nanos) {
    long[] sizes = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L};
    String[] names = {"d", "h", "m", "s"};
    var out = new StringBuilder();
    long rest = nanos;
    for (int i = 0; i < sizes.length; i++) {
      if (rest >= sizes[i]) {
        out.append(rest / sizes[i]).append(names[i]);
        rest %= sizes[i];
      }
    }
    if (rest > 0 || out.isEmpty()) {
      out.append(rest % 1_000_000 == 0 ? rest / 1_000_000 + "ms" : rest + "ns");
    }
    return out.toString();
  }
}
