package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Matcher;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.logql.Query.Grouping;
import dev.tocsin.logs.loki.logql.RangeFunction;
import dev.tocsin.logs.loki.metric.Evaluator;
import dev.tocsin.logs.loki.metric.Grid;
import dev.tocsin.logs.loki.metric.Samples;
import dev.tocsin.logs.loki.pipeline.Conditions;
import dev.tocsin.logs.loki.pipeline.Line;
import dev.tocsin.logs.loki.pipeline.Pipeline;
import dev.tocsin.logs.loki.pipeline.Unwrapped;
import dev.tocsin.logs.record.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Samples from the store, the cheapest way that gives the exact answer: counts that the catalogue
 * has, else groups that the store counts, else line by line.
 */
final class MetricSource implements Evaluator.Source {

  private static final long SLOT_NS = 10_000_000_000L;

  private static final Set<String> COUNTED =
      Set.of(StreamLabels.SERVICE, StreamLabels.LEVEL, StreamLabels.DETECTED_LEVEL);

  private final LineStore store;
  private final Work work;

  MetricSource(LineStore store, Work work) {
    this.store = store;
    this.work = work;
  }

  @Override
  public Samples samples(Query.Range range, Grid grid) {
    var samples = new Samples(range, grid);
    var labels =
        new LabelConditions(
            new KnownKeys(store.keys(work.handle, work.project, samples.fromNs(), samples.toNs())));
    Split split = Split.of(range.lines(), labels);
    Grouping grouping = range.grouping();
    if (grouping != null && countedByCatalogue(range, grouping, samples)) {
      fromCounts(range, grouping, samples);
    } else if (split.complete() && range.unwrap() == null) {
      fromGroups(range, samples, split, labels);
    } else {
      fromLines(range, samples, split);
    }
    return samples;
  }

  private static boolean countedByCatalogue(Query.Range range, Grouping grouping, Samples samples) {
    boolean counts =
        range.function() == RangeFunction.COUNT_OVER_TIME
            || range.function() == RangeFunction.RATE && range.unwrap() == null;
    return counts
        && !grouping.without()
        && COUNTED.containsAll(grouping.labels())
        && Split.idle(range.lines().stages())
        && range.lines().matchers().stream().map(Matcher::label).allMatch(COUNTED::contains)
        && samples.fromNs() % SLOT_NS == 0
        && samples.toNs() % SLOT_NS == 0
        && samples.width() % SLOT_NS == 0;
  }

  private void fromCounts(Query.Range range, Grouping grouping, Samples samples) {
    for (var group :
        store.counts(work.project, samples.fromNs(), samples.toNs(), samples.width())) {
      String service = text(group.keys().get(0));
      int level = Integer.parseInt(text(group.keys().get(1)));
      var all = levels(level);
      all.put(StreamLabels.SERVICE, service);
      if (holds(range.lines().matchers(), all)) {
        samples.add(pick(all, grouping), group.bucket(), group.count(), 0);
        work.read(group.count(), 0);
      }
    }
  }

  private static boolean holds(List<Matcher> matchers, Map<String, String> labels) {
    for (Matcher matcher : matchers) {
      if (matcher.label().equals(StreamLabels.SERVICE)) {
        if (!Conditions.text(matcher).test(labels.getOrDefault(matcher.label(), ""))) {
          return false;
        }
      } else if (!LabelConditions.level(matcher).test(labels.getOrDefault(matcher.label(), ""))) {
        return false;
      }
    }
    return true;
  }

  private static TreeMap<String, String> levels(int level) {
    var labels = new TreeMap<String, String>();
    String name = Level.labelOf(level == 0 ? 0 : level * 4);
    labels.put(StreamLabels.DETECTED_LEVEL, name);
    if (level > 0) {
      labels.put(StreamLabels.LEVEL, name);
    }
    return labels;
  }

  private void fromGroups(Query.Range range, Samples samples, Split split, LabelConditions labels) {
    boolean bytes =
        range.function() == RangeFunction.BYTES_RATE
            || range.function() == RangeFunction.BYTES_OVER_TIME;
    Grouping grouping = range.grouping();
    var keys = new ArrayList<LineStore.Key>();
    List<String> names =
        grouping == null || grouping.without() ? null : List.copyOf(grouping.labels());
    if (names != null) {
      names.forEach(label -> keys.add(key(label, labels)));
    } else {
      keys.add(new LineStore.Key.Service());
      keys.add(new LineStore.Key.Level());
      keys.add(new LineStore.Key.Resource());
    }
    var slice = new LineStore.Slice(work.project, samples.fromNs(), samples.toNs(), split.stored());
    for (var group : store.groups(work.handle, slice, samples.width(), keys, bytes)) {
      SortedMap<String, String> found =
          names != null ? named(names, group.keys()) : stream(group.keys());
      work.read(group.count(), group.bytes());
      samples.add(
          names != null || grouping == null ? found : pick(found, grouping),
          group.bucket(),
          group.count(),
          group.bytes());
    }
  }

  private static LineStore.Key key(String label, LabelConditions labels) {
    return switch (label) {
      case StreamLabels.SERVICE -> new LineStore.Key.Service();
      case StreamLabels.LEVEL, StreamLabels.DETECTED_LEVEL -> new LineStore.Key.Level();
      default -> new LineStore.Key.OneOf(labels.fields(label));
    };
  }

  private static SortedMap<String, String> named(
      List<String> names, List<@Nullable String> values) {
    var labels = new TreeMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      String value = text(values.get(i));
      if (names.get(i).equals(StreamLabels.LEVEL)
          || names.get(i).equals(StreamLabels.DETECTED_LEVEL)) {
        value = text(levels(Integer.parseInt(value)).get(names.get(i)));
      }
      if (!value.isEmpty()) {
        labels.put(names.get(i), value);
      }
    }
    return labels;
  }

  private static SortedMap<String, String> stream(List<@Nullable String> keys) {
    return StreamLabels.of(
        text(keys.get(0)), Integer.parseInt(text(keys.get(1))) * 4, text(keys.get(2)));
  }

  private void fromLines(Query.Range range, Samples samples, Split split) {
    var pipeline = new Pipeline(split.rest());
    var unwrapped = range.unwrap() == null ? null : new Unwrapped(range.unwrap());
    boolean bytes =
        range.function() == RangeFunction.BYTES_RATE
            || range.function() == RangeFunction.BYTES_OVER_TIME;
    var metadata = new Metadata();
    var slice = new LineStore.Slice(work.project, samples.fromNs(), samples.toNs(), split.stored());
    boolean complete =
        store.scan(
            work.handle,
            slice,
            Needed.labels(range, split.rest()),
            row -> {
              work.read(1, row.body().length());
              Line line = metadata.line(row);
              if (!pipeline.take(line)) {
                return true;
              }
              double value = bytes ? line.text().getBytes(StandardCharsets.UTF_8).length : 1;
              if (unwrapped != null) {
                value = unwrapped.number(line);
                if (Double.isNaN(value)) {
                  return true;
                }
              }
              samples.add(labels(line, range.grouping()), row.timeNs(), value);
              return true;
            });
    if (!complete) {
      work.warn("time ran out: the numbers cover only the newest lines; ask for a shorter range");
    }
  }

  private static SortedMap<String, String> labels(Line line, @Nullable Grouping grouping) {
    if (grouping == null) {
      return line.identity();
    }
    if (grouping.without()) {
      return pick(line.identity(), grouping);
    }
    var labels = new TreeMap<String, String>();
    for (String name : grouping.labels()) {
      String value = line.get(name);
      if (value != null && !value.isEmpty()) {
        labels.put(name, value);
      }
    }
    return labels;
  }

  private static SortedMap<String, String> pick(
      Map<String, String> labels, @Nullable Grouping grouping) {
    var picked = new TreeMap<>(labels);
    if (grouping != null) {
      picked.keySet().removeIf(name -> grouping.labels().contains(name) == grouping.without());
    }
    return picked;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
