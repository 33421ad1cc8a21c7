package dev.tocsin.prober.verdict;

import dev.tocsin.prober.check.ProbeVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The regions counted at one moment.
 *
 * @param good regions whose latest fresh result is good
 * @param bad regions whose latest fresh result is bad
 * @param atMostBad regions that are bad or have not answered the present suspicion yet
 */
record Tally(List<String> good, List<String> bad, int atMostBad) {
  static Tally of(Rule rule, MonitorState state, Instant now) {
    List<String> good = fresh(rule, state, now, ProbeVerdict.GOOD);
    List<String> bad = fresh(rule, state, now, ProbeVerdict.BAD);
    Instant suspectedAt = state.suspectedAt();
    long silent =
        suspectedAt == null
            ? 0
            : good.stream()
                .map(region -> state.regions().get(region))
                .filter(r -> r != null && !r.receivedAt().isAfter(suspectedAt))
                .count();
    return new Tally(good, bad, bad.size() + (int) silent);
  }

  int healthy() {
    return good.size() + bad.size();
  }

  /** "2 of 3 regions fail (eu-west: refused, us-east: timeout-await)". */
  String failures(Rule rule, MonitorState state) {
    StringBuilder text = new StringBuilder();
    text.append(bad.size()).append(" of ").append(rule.regions().size());
    text.append(rule.regions().size() == 1 ? " region fails (" : " regions fail (");
    String separator = "";
    for (String region : bad) {
      RegionResult result = state.regions().get(region);
      text.append(separator).append(region).append(": ");
      text.append(result == null || result.errorClass() == null ? "failed" : result.errorClass());
      separator = ", ";
    }
    return text.append(')').toString();
  }

  /** Start of the oldest failing probe among the failing regions. */
  @Nullable Instant oldestFailure(MonitorState state) {
    return state.regions().entrySet().stream()
        .filter(e -> bad.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .map(RegionResult::at)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static List<String> fresh(
      Rule rule, MonitorState state, Instant now, ProbeVerdict verdict) {
    return state.regions().entrySet().stream()
        .filter(e -> rule.regions().contains(e.getKey()))
        .filter(e -> e.getValue().verdict() == verdict)
        .filter(e -> e.getValue().fresh(now, rule.freshness()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
