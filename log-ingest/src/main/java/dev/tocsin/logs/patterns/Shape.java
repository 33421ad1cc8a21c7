package dev.tocsin.logs.patterns;

import java.util.SortedMap;
import java.util.TreeMap;

/** Messages that differ only in what a program put in. */
public final class Shape {

  private final String[] words;
  private final String example;
  private final SortedMap<Long, Long> steps = new TreeMap<>();
  private long count;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;

  Shape(String[] words, String example) {
    this.words = words.clone();
    this.example = example;
  }

  /** Takes messages in; words that differ become gaps. */
  void take(String[] other, long step, long messages, long first, long last) {
    for (int i = 0; i < words.length; i++) {
      if (!words[i].equals(other[i])) {
        words[i] = ShapeTree.GAP;
      }
    }
    count += messages;
    steps.merge(step, messages, Long::sum);
    firstNs = Math.min(firstNs, first);
    lastNs = Math.max(lastNs, last);
  }

  /** Takes in a shape that reads the same. */
  void join(Shape other) {
    count += other.count;
    other.steps.forEach((step, number) -> steps.merge(step, number, Long::sum));
    firstNs = Math.min(firstNs, other.firstNs);
    lastNs = Math.max(lastNs, other.lastNs);
  }

  /** Share of words that are the same, from 0 to 1. */
  double likeness(String[] other) {
    int same = 0;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(other[i])) {
        same++;
      }
    }
    return words.length == 0 ? 1 : (double) same / words.length;
  }

  /** The message, with {@code <_>} for what varies. */
  public String pattern() {
    var out = new StringBuilder();
    for (String word : words) {
      boolean repeated = word.equals(ShapeTree.GAP) && out.toString().endsWith(ShapeTree.GAP);
      if (!repeated) {
        out.append(out.isEmpty() ? "" : " ").append(word);
      }
    }
    return out.toString();
  }

  /** One of the messages. */
  public String example() {
    return example;
  }

  /** Number of messages. */
  public long count() {
    return count;
  }

  /** Earliest time of a message, in nanoseconds. */
  public long firstNs() {
    return firstNs;
  }

  /** Latest time of a message, in nanoseconds. */
  public long lastNs() {
    return lastNs;
  }

  /** Messages per step. */
  public SortedMap<Long, Long> steps() {
    return steps;
  }

  /** The same with every number multiplied, for a sample. */
  void scale(long factor) {
    count *= factor;
    steps.replaceAll((step, number) -> number * factor);
  }
}
