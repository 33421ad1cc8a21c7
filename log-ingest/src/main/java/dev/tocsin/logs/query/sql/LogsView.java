package dev.tocsin.logs.query.sql;

import dev.tocsin.logs.query.compile.Columns;
import dev.tocsin.logs.query.compile.Predicate;
import dev.tocsin.logs.query.compile.SqlCompiler;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.query.engine.Select;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.segment.SegmentFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The columns of the view {@code logs}: the fixed ones, then one per frequent attribute. */
public final class LogsView {

  private static final int MOST = 200;

  private final Map<String, String> fixed = new LinkedHashMap<>();
  private final Map<String, String> attributes = new TreeMap<>();

  /** The columns for what a plan chose. */
  public LogsView(Plan plan) {
    fixed.put("time", "make_timestamp_ns(time_ns)");
    fixed.put("time_ns", "time_ns");
    fixed.put(
        "level",
        "CASE (severity + 3) // 4 WHEN 1 THEN 'trace' WHEN 2 THEN 'debug' WHEN 3 THEN 'info'"
            + " WHEN 4 THEN 'warn' WHEN 5 THEN 'error' WHEN 6 THEN 'fatal' ELSE 'unknown' END");
    fixed.put("severity", "severity");
    fixed.put("severity_text", "severity_text");
    fixed.put("service", "service");
    fixed.put("body", "body");
    fixed.put("trace_id", "nullif(trace_id, '')");
    fixed.put("span_id", "nullif(span_id, '')");
    fixed.put("scope", "scope");
    fixed.put("resource", "resource::JSON");
    for (var chosen : plan.chosen()) {
      for (String column : chosen.segment().columns().promoted()) {
        String key = SegmentFormat.key(column);
        if (!fixed.containsKey(key) && !key.equals("attributes") && attributes.size() < MOST) {
          attributes.merge(key, SegmentFormat.Type.of(column).sql(), LogsView::both);
        }
      }
    }
  }

  /** The names, in order. */
  public List<String> names() {
    var names = new ArrayList<String>(fixed.keySet());
    names.add("attributes");
    names.addAll(attributes.keySet());
    return names;
  }

  /** What makes them up in each file. */
  public Select select() {
    return columns -> {
      var all = new ArrayList<Predicate>();
      fixed.values().forEach(sql -> all.add(new Predicate(sql, List.of())));
      all.add(whole(columns));
      attributes.forEach((key, type) -> all.add(one(key, type, columns)));
      return all;
    };
  }

  private static Predicate one(String key, String type, Columns columns) {
    Predicate text = SqlCompiler.text(new Field.Attribute(key), columns);
    return new Predicate("TRY_CAST(" + text.sql() + " AS " + type + ")", text.values());
  }

  /** All attributes as one JSON object; computed only where the statement asks for it. */
  private static Predicate whole(Columns columns) {
    if (columns.promoted().isEmpty()) {
      return new Predicate("coalesce(attributes, '{}')::JSON", List.of());
    }
    var values = new ArrayList<Object>();
    String parts =
        columns.promoted().stream()
            .map(
                column -> {
                  values.add(SegmentFormat.key(column));
                  return "CASE WHEN %1$s IS NULL THEN '{}'::JSON ELSE json_object(?, %1$s) END"
                      .formatted(SegmentFormat.quoted(column));
                })
            .collect(Collectors.joining(", "));
    return new Predicate(
        "json_merge_patch(coalesce(attributes, '{}')::JSON, " + parts + ")", values);
  }

  private static String both(String left, String right) {
    if (left.equals(right)) {
      return left;
    }
    boolean numbers =
        List.of("BIGINT", "DOUBLE").contains(left) && List.of("BIGINT", "DOUBLE").contains(right);
    return numbers ? "DOUBLE" : "VARCHAR";
  }
}
