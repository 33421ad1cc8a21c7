package dev.tocsin.logs.loki.pipeline;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A line on its way through a pipeline. Its labels are of three kinds: those of its stream, those
 * that were stored with it (metadata), and those that a stage made of it (parsed).
 */
public final class Line {

  /** Why a stage failed; the line stays. */
  public static final String ERROR = "__error__";

  /** Words about it. */
  public static final String ERROR_DETAILS = "__error_details__";

  private static final String EXTRACTED = "_extracted";
  private static final int MAX_PARSED = 512;

  private final long timeNs;
  private String text;
  private Map<String, String> stream;
  private Map<String, String> metadata;
  private final Map<String, String> parsed = new LinkedHashMap<>();
  private boolean shared = true;

  /** A line with the labels of its stream and its own; neither map is changed. */
  public Line(long timeNs, String text, Map<String, String> stream, Map<String, String> metadata) {
    this.timeNs = timeNs;
    this.text = text;
    this.stream = stream;
    this.metadata = metadata;
  }

  public long timeNs() {
    return timeNs;
  }

  public String text() {
    return text;
  }

  public void text(String changed) {
    text = changed;
  }

  public Map<String, String> stream() {
    return stream;
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  public Map<String, String> parsed() {
    return parsed;
  }

  /** A label's value; null when there is none. */
  public @Nullable String get(String label) {
    String value = parsed.get(label);
    if (value == null) {
      value = stream.get(label);
    }
    return value == null ? metadata.get(label) : value;
  }

  /** A label's value; empty when there is none. */
  public String value(String label) {
    String value = get(label);
    return value == null ? "" : value;
  }

  /** A label that a parser found; it does not hide one of the stream. */
  void extract(String name, String value) {
    if (parsed.size() < MAX_PARSED) {
      parsed.put(stream.containsKey(name) ? name + EXTRACTED : name, value);
    }
  }

  /** A label that takes the place of any other of its name. */
  void set(String name, String value) {
    remove(name);
    parsed.put(name, value);
  }

  void remove(String name) {
    parsed.remove(name);
    if (stream.containsKey(name) || metadata.containsKey(name)) {
      own();
      stream.remove(name);
      metadata.remove(name);
    }
  }

  void removeIf(BiPredicate<String, String> condition) {
    own();
    for (var map : List.of(stream, metadata, parsed)) {
      map.entrySet().removeIf(entry -> condition.test(entry.getKey(), entry.getValue()));
    }
  }

  private void own() {
    if (shared) {
      stream = new HashMap<>(stream);
      metadata = new HashMap<>(metadata);
      shared = false;
    }
  }

  /** Records that a stage failed; the first failure counts. */
  void error(String kind, String details) {
    parsed.putIfAbsent(ERROR, kind);
    parsed.putIfAbsent(ERROR_DETAILS, details);
  }

  boolean failed() {
    return parsed.containsKey(ERROR);
  }

  /** All labels, sorted by name. */
  public TreeMap<String, String> all() {
    var all = new TreeMap<>(metadata);
    all.putAll(stream);
    all.putAll(parsed);
    return all;
  }

  /** The labels of the stream and the parsed ones: what tells one series from another. */
  public TreeMap<String, String> identity() {
    var identity = new TreeMap<>(stream);
    identity.putAll(parsed);
    return identity;
  }
}
