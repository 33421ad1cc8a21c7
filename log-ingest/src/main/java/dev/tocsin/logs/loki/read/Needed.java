package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Condition;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.logql.Stage;
import dev.tocsin.logs.loki.logql.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which labels stages look at, so that no other attributes are read. */
final class Needed {

  private Needed() {}

  static Set<String> labels(Query.Range range, List<Stage> stages) {
    var names = new HashSet<String>();
    stages.forEach(stage -> add(stage, names));
    var unwrap = range.unwrap();
    if (unwrap != null) {
      names.add(unwrap.label());
      unwrap.filters().forEach(stage -> add(stage, names));
    }
    var grouping = range.grouping();
    if (grouping != null) {
      names.addAll(grouping.labels());
    }
    names.remove(StreamLabels.SERVICE);
    names.remove(StreamLabels.LEVEL);
    names.remove(StreamLabels.DETECTED_LEVEL);
    names.removeIf(name -> name.startsWith("__"));
    return names;
  }

  private static void add(Stage stage, Set<String> names) {
    switch (stage) {
      case Stage.LabelFilter filter -> names.addAll(names(filter.condition()));
      case Stage.LineFormat format -> names.addAll(format.template().names());
      case Stage.LabelFormat format ->
          format
              .assignments()
              .forEach(
                  assignment -> {
                    String source = assignment.source();
                    Template template = assignment.template();
                    if (source != null) {
                      names.add(source);
                    }
                    if (template != null) {
                      names.addAll(template.names());
                    }
                  });
      default -> {
        // looks at the line, or only removes
      }
    }
  }

  /** The labels of a condition. */
  static Set<String> names(Condition condition) {
    return switch (condition) {
      case Condition.And and -> both(and.left(), and.right());
      case Condition.Or or -> both(or.left(), or.right());
      case Condition.Text text -> Set.of(text.matcher().label());
      case Condition.Number number -> Set.of(number.label());
      case Condition.Address address -> Set.of(address.label());
    };
  }

  private static Set<String> both(Condition left, Condition right) {
    var names = new HashSet<>(names(left));
    names.addAll(names(right));
    return names;
  }
}
