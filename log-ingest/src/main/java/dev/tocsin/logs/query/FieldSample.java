package dev.tocsin.logs.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.logs.query.FieldResource.FieldView;
import dev.tocsin.logs.query.FieldResource.Fields;
import dev.tocsin.logs.query.engine.LogStore;
import dev.tocsin.logs.query.engine.Plan;
import dev.tocsin.logs.segment.QueryHandle;
import dev.tocsin.logs.segment.SegmentFormat;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells which fields rows have, from the newest rows and from the columns of the segments. */
public final class FieldSample {

  private static final int ROWS = 1000;
  private static final int MOST = 2000;
  private static final JsonFactory JSON = new JsonFactory();

  private final LogStore logs;
  private final SearchStore store;

  /** Works on the stored logs. */
  public FieldSample(LogStore logs, SearchStore store) {
    this.logs = logs;
    this.store = store;
  }

  private static final class Seen {
    final TreeSet<String> types = new TreeSet<>();
    int rows;
  }

  /** Fields of the rows in question. */
  Fields fields(QueryHandle handle, Question question) {
    var rows = store.search(handle, question, null, true, ROWS).rows();
    var attributes = new LinkedHashMap<String, Seen>();
    var resources = new LinkedHashMap<String, Seen>();
    for (var row : rows) {
      read(row.attributes(), attributes);
      read(row.resource(), resources);
    }
    Plan plan = logs.plan(question.scope(), question.expr());
    for (var chosen : plan.chosen()) {
      for (String column : chosen.segment().columns().promoted()) {
        if (attributes.size() < MOST) {
          attributes
              .computeIfAbsent(SegmentFormat.key(column), any -> new Seen())
              .types
              .add(SegmentFormat.Type.of(column).name().toLowerCase(java.util.Locale.ROOT));
        }
      }
    }
    List<FieldView> items =
        java.util.stream.Stream.concat(
                views(attributes, "attribute", rows.size()).stream(),
                views(resources, "resource", rows.size()).stream())
            .sorted(
                Comparator.comparingDouble(FieldView::share)
                    .reversed()
                    .thenComparing(FieldView::name))
            .toList();
    return new Fields(items, rows.size());
  }

  private static List<FieldView> views(Map<String, Seen> fields, String of, int rows) {
    return fields.entrySet().stream()
        .map(
            entry ->
                new FieldView(
                    entry.getKey(),
                    List.copyOf(entry.getValue().types),
                    rows == 0 ? 0 : (double) entry.getValue().rows / rows,
                    of))
        .toList();
  }

  private static void read(String object, Map<String, Seen> into) {
    try (var json = JSON.createParser(object)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        String type = type(json.nextToken());
        json.skipChildren();
        if (into.size() < MOST || into.containsKey(name)) {
          Seen seen = into.computeIfAbsent(name, any -> new Seen());
          seen.types.add(type);
          seen.rows++;
        }
      }
    } catch (IOException unreadable) {
      // A value that is not an object has no fields.
    }
  }

  private static String type(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT -> "integer";
      case VALUE_NUMBER_FLOAT -> "decimal";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      default -> "other";
    };
  }
}
