package dev.tocsin.logs.loki.read;

import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.record.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The streams of a stretch of time: their labels and how much they hold. */
final class StreamList {

  /** Lines and bytes of a stream; bytes only when they were asked for. */
  record Volume(long lines, long bytes) {
    Volume and(Volume other) {
      return new Volume(lines + other.lines, bytes + other.bytes);
    }
  }

  private final LineStore store;
  private final Work work;

  StreamList(LineStore store, Work work) {
    this.store = store;
    this.work = work;
  }

  /** Streams with lines that the query's stored half keeps. */
  Map<SortedMap<String, String>, Volume> streams(
      Query.Lines query, LokiAsk.Window window, boolean bytes) {
    var streams = new LinkedHashMap<SortedMap<String, String>, Volume>();
    groups(query, window, Math.max(1, window.toNs() - window.fromNs()), bytes)
        .forEach(
            (bucket, inside) ->
                inside.forEach((labels, volume) -> streams.merge(labels, volume, Volume::and)));
    return streams;
  }

  /** The same, for each stretch of {@code stepNs}. */
  Map<Long, Map<SortedMap<String, String>, Volume>> groups(
      Query.Lines query, LokiAsk.Window window, long stepNs, boolean bytes) {
    var keys = store.keys(work.handle, work.project, window.fromNs(), window.toNs());
    Split split = Split.of(query, new LabelConditions(new KnownKeys(keys)));
    var slice = new LineStore.Slice(work.project, window.fromNs(), window.toNs(), split.stored());
    List<LineStore.Key> by =
        List.of(
            new LineStore.Key.Service(), new LineStore.Key.Level(), new LineStore.Key.Resource());
    var result = new TreeMap<Long, Map<SortedMap<String, String>, Volume>>();
    for (var group : store.groups(work.handle, slice, stepNs, by, bytes)) {
      work.read(group.count(), group.bytes());
      result
          .computeIfAbsent(group.bucket(), number -> new LinkedHashMap<>())
          .merge(
              StreamLabels.of(
                  text(group.keys().get(0)),
                  Integer.parseInt(text(group.keys().get(1))) * 4,
                  text(group.keys().get(2))),
              new Volume(group.count(), group.bytes()),
              Volume::and);
    }
    return result;
  }

  /** Names of labels, sorted. */
  static List<String> names(Iterable<SortedMap<String, String>> streams) {
    SortedSet<String> names = new TreeSet<>();
    for (var labels : streams) {
      names.addAll(labels.keySet());
    }
    return new ArrayList<>(names);
  }

  /** Values of one label, sorted. */
  static List<String> values(Iterable<SortedMap<String, String>> streams, String label) {
    SortedSet<String> values = new TreeSet<>();
    for (var labels : streams) {
      String name = label.equals(StreamLabels.DETECTED_LEVEL) ? StreamLabels.LEVEL : label;
      String value = labels.get(name);
      if (value != null) {
        values.add(value);
      } else if (label.equals(StreamLabels.DETECTED_LEVEL)) {
        values.add(Level.labelOf(0));
      }
    }
    return new ArrayList<>(values);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
