package dev.tocsin.logs.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Decides what is past its time. For each row the most specific policy that fits it counts, and no
 * other. Sizes are turned into points in time before they come here.
 */
final class RetentionRules {

  private static final long NS = 1_000_000_000L;

  /**
   * A segment, as far as it matters here.
   *
   * @param id the segment
   * @param project owner of its rows
   * @param maxNs its latest event time
   * @param services services that occur
   * @param levelCounts rows per level
   * @param applied policies whose expired rows are out already
   */
  record Age(
      UUID id,
      long project,
      long maxNs,
      List<String> services,
      List<Long> levelCounts,
      Set<Long> applied) {}

  /** What to do with a segment. */
  sealed interface Decision {
    /** Nothing in it is past its time. */
    record Keep() implements Decision {}

    /** Everything in it is past its time. */
    record Hide() implements Decision {}

    /**
     * The rows of these policies are past their time, the others are not.
     *
     * @param policies their ids
     */
    record Rewrite(Set<Long> policies) implements Decision {}
  }

  private final List<RetentionPolicy> ordered;
  private final Map<Long, Long> cutoffs;

  /**
   * Rules as of now.
   *
   * @param defaultAge for rows without a policy, and for policies without an age
   * @param bySize event time in nanoseconds before which a policy's rows are over its size
   */
  RetentionRules(
      List<RetentionPolicy> policies, Duration defaultAge, Map<Long, Long> bySize, Instant now) {
    this.ordered = ordered(policies);
    this.cutoffs = new HashMap<>();
    cutoffs.put(RetentionPolicy.DEFAULT, ns(now.minus(defaultAge)));
    for (RetentionPolicy policy : ordered) {
      Duration age = policy.maxAge();
      long byAge = ns(now.minus(age == null ? defaultAge : age));
      long size = policy.whole() ? byAge : bySize.getOrDefault(policy.id(), byAge);
      cutoffs.put(policy.id(), Math.max(byAge, size));
    }
  }

  private static long ns(Instant time) {
    return time.getEpochSecond() * NS + time.getNano();
  }

  /** The most specific one first. */
  static List<RetentionPolicy> ordered(List<RetentionPolicy> policies) {
    return policies.stream()
        .sorted(
            Comparator.comparingInt(RetentionPolicy::weight)
                .reversed()
                .thenComparingLong(RetentionPolicy::id))
        .toList();
  }

  /** The policy that decides about rows of this kind. */
  long deciding(long project, String service, int level) {
    for (RetentionPolicy policy : ordered) {
      if (policy.fits(project, service, level)) {
        return policy.id();
      }
    }
    return RetentionPolicy.DEFAULT;
  }

  /** Rows of a policy with an event time before this are past their time. */
  long cutoffNs(long policy) {
    return cutoffs.getOrDefault(policy, cutoffs.getOrDefault(RetentionPolicy.DEFAULT, 0L));
  }

  /** No row from here on is past its time, whatever its policy. */
  long latestCutoffNs() {
    return cutoffs.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** All policies, the most specific one first. */
  List<RetentionPolicy> policies() {
    return ordered;
  }

  /**
   * A segment's rows of one policy go together, when the last of them is past its time: so each
   * segment is rewritten at most once for every policy.
   */
  Decision decide(Age segment) {
    var over = new HashSet<Long>();
    boolean some = false;
    for (int level = 0; level < segment.levelCounts().size(); level++) {
      if (segment.levelCounts().get(level) > 0) {
        for (String service : segment.services()) {
          long policy = deciding(segment.project(), service, level);
          if (segment.maxNs() < cutoffNs(policy)) {
            over.add(policy);
          } else {
            some = true;
          }
        }
      }
    }
    if (!some) {
      return new Decision.Hide();
    }
    over.removeAll(segment.applied());
    return over.isEmpty() ? new Decision.Keep() : new Decision.Rewrite(Set.copyOf(over));
  }
}
