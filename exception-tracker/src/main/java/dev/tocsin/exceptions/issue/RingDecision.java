package dev.tocsin.exceptions.issue;

import dev.tocsin.exceptions.rule.ProjectRules;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event rings the phone.
 *
 * @param reason for log and metric, either way
 */
record RingDecision(boolean rings, String reason) {

  /** What the event was for its issue. */
  enum Occasion {
    FIRST_EVENT,
    CAME_BACK,
    ONE_MORE
  }

  /**
   * @param familyRangAt when anything of the same family last rang, null if never
   * @param window how long one page speaks for its family
   */
  static RingDecision of(
      Occasion occasion,
      ProjectRules rules,
      String environment,
      @Nullable Instant familyRangAt,
      Duration window,
      Instant now) {
    if (occasion == Occasion.ONE_MORE) {
      return new RingDecision(false, "known issue");
    }
    if (!rules.newIssueRings()) {
      return new RingDecision(false, "rule is off");
    }
    if (!rules.covers(environment)) {
      return new RingDecision(false, "environment does not ring");
    }
    if (familyRangAt != null && familyRangAt.plus(window).isAfter(now)) {
      return new RingDecision(false, "family rang already");
    }
    return new RingDecision(true, occasion == Occasion.CAME_BACK ? "regression" : "new issue");
  }
}
