package dev.tocsin.logs.intake;

import dev.tocsin.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to requests that named a key, so that the same request sent again is answered the same
 * and not stored twice. Bounded in age, and in number per project.
 */
final class RepeatedRequests {

  static final Duration MAX_AGE = Duration.ofMinutes(10);
  static final int PER_PROJECT = 2000;

  private static final int MAX_KEY = 255;

  private record Remembered(CompletableFuture<Object> answer, Instant at) {}

  private final Clock clock;
  private final Map<Long, LinkedHashMap<String, Remembered>> projects = new LinkedHashMap<>();

  RepeatedRequests(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs {@code work} and remembers its answer; gives the remembered answer when there is one, and
   * waits for it when the same request is in work. What ends with an exception is forgotten.
   *
   * @throws ProblemException 400 when the key is not printable or too long
   */
  <T> T once(Class<T> type, long project, @Nullable String key, Supplier<T> work) {
    if (key == null) {
      return work.get();
    }
    if (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > 32 && c < 127)) {
      throw ProblemException.badRequest(
          "Idempotency-Key", "have 1 to 255 printable ASCII characters without spaces");
    }
    String name = type.getSimpleName() + " " + key;
    var mine = new CompletableFuture<Object>();
    var earlier = claim(project, name, mine);
    if (earlier != null) {
      try {
        return type.cast(earlier.join());
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    try {
      T answer = work.get();
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      forget(project, name);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized @Nullable CompletableFuture<Object> claim(
      long project, String key, CompletableFuture<Object> mine) {
    var keys = projects.computeIfAbsent(project, id -> new LinkedHashMap<>());
    Instant now = clock.instant();
    Iterator<Remembered> oldest = keys.values().iterator();
    while (oldest.hasNext() && oldest.next().at.plus(MAX_AGE).isBefore(now)) {
      oldest.remove();
    }
    Remembered known = keys.get(key);
    if (known != null) {
      return known.answer;
    }
    if (keys.size() >= PER_PROJECT) {
      keys.pollFirstEntry();
    }
    keys.put(key, new Remembered(mine, now));
    return null;
  }

  private synchronized void forget(long project, String key) {
    var keys = projects.get(project);
    if (keys != null) {
      keys.remove(key);
    }
  }
}
