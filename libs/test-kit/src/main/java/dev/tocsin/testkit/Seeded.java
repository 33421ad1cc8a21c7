package dev.tocsin.testkit;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random values for tests that can be had again: every failure names its seed, and {@code
 * -Dtocsin.seed=N} runs that one case alone.
 */
public final class Seeded {

  private static final String PROPERTY = "tocsin.seed";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 -_./äß日🔔\"'\\\n";

  private final long seed;
  private final SplittableRandom random;

  private Seeded(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** A generator with a new seed, or with the one asked for by the property. */
  public static Seeded create() {
    return new Seeded(Long.getLong(PROPERTY, System.nanoTime()));
  }

  /** Runs {@code property} with {@code cases} generators of different seeds. */
  public static void check(int cases, Consumer<Seeded> property) {
    var fixed = Long.getLong(PROPERTY);
    var first = fixed != null ? fixed : System.nanoTime();
    for (var i = 0; i < (fixed != null ? 1 : cases); i++) {
      var generator = new Seeded(first + i);
      try {
        property.accept(generator);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "fails with seed " + generator.seed + "; again with " + generator.replay(), e);
      }
    }
  }

  public long seed() {
    return seed;
  }

  /** The switch that repeats this case; put it into assertion messages. */
  public String replay() {
    return "-D" + PROPERTY + "=" + seed;
  }

  /** A number from {@code min} to {@code max}, both included. */
  public int between(int min, int max) {
    return random.nextInt(min, Math.addExact(max, 1));
  }

  /** A number from {@code min} to {@code max}, both included. */
  public long between(long min, long max) {
    return random.nextLong(min, Math.addExact(max, 1));
  }

  /** A span from {@code min} to {@code max}, both included, in whole nanoseconds. */
  public Duration between(Duration min, Duration max) {
    return Duration.ofNanos(between(min.toNanos(), max.toNanos()));
  }

  /** True with the given probability, from 0 to 1. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** One of the values. */
  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** Text with awkward characters, from empty to {@code maxLength} code points. */
  public String text(int maxLength) {
    var alphabet = LETTERS.codePoints().toArray();
    var text = new StringBuilder();
    for (var i = between(0, maxLength); i > 0; i--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }
}
