package dev.tocsin.logs.patterns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts messages into shapes: by the number of their words and the first word without a gap, then
 * to the shape most of whose words are the same. Bounded: when there are too many shapes, the rest
 * is one of its own.
 */
public final class ShapeTree {

  /** Stands for what varies. */
  public static final String GAP = "<_>";

  private static final int MAX_WORDS = 80;
  private static final int MAX_SHAPES = 2000;
  private static final int MAX_ALIKE = 60;
  private static final double ALIKE = 0.6;
  private static final String[] OTHERS = {"(others)"};

  private record Key(int words, String first) {}

  private final Map<Key, List<Shape>> shapes = new HashMap<>();
  private int size;

  /**
   * Adds messages that are the same but for numbers and ids.
   *
   * @param masked the message with gaps where numbers and ids were
   * @param example one of the messages
   * @param step number of the stretch of time they are from
   */
  public void add(
      String masked, String example, long step, long messages, long firstNs, long lastNs) {
    String[] words = words(masked);
    List<Shape> alike =
        shapes.computeIfAbsent(new Key(words.length, first(words)), key -> new ArrayList<>());
    Shape best =
        alike.stream()
            .max(Comparator.comparingDouble(shape -> shape.likeness(words)))
            .filter(shape -> shape.likeness(words) >= ALIKE)
            .orElse(null);
    if (best == null && (alike.size() >= MAX_ALIKE || size >= MAX_SHAPES)) {
      List<Shape> others = shapes.computeIfAbsent(new Key(-1, OTHERS[0]), key -> new ArrayList<>());
      if (others.isEmpty()) {
        others.add(new Shape(OTHERS, example));
      }
      others.getFirst().take(OTHERS, step, messages, firstNs, lastNs);
      return;
    }
    if (best == null) {
      best = new Shape(words, example);
      alike.add(best);
      size++;
    }
    best.take(words, step, messages, firstNs, lastNs);
  }

  private static String[] words(String masked) {
    String[] words = masked.strip().split("\\s+");
    return words.length <= MAX_WORDS ? words : Arrays.copyOf(words, MAX_WORDS);
  }

  private static String first(String[] words) {
    for (String word : words) {
      if (!word.contains(GAP)) {
        return word;
      }
    }
    return "";
  }

  /** The most frequent shapes; shapes that became equal are one. */
  List<Shape> top(int limit) {
    var byPattern = new HashMap<String, Shape>();
    for (Shape shape : shapes.values().stream().flatMap(List::stream).toList()) {
      Shape same = byPattern.putIfAbsent(shape.pattern(), shape);
      if (same != null) {
        same.join(shape);
      }
    }
    return byPattern.values().stream()
        .sorted(Comparator.comparingLong(Shape::count).reversed().thenComparing(Shape::pattern))
        .limit(limit)
        .toList();
  }
}
