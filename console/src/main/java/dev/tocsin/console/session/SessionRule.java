package dev.tocsin.console.session;

import java.time.Duration;
import java.time.Instant;

/**
 * When a session ends by itself: after a while without a request, and in any case a while after the
 * sign-in.
 *
 * @param idle the longest pause between two requests
 * @param absolute the longest life, however busy
 */
public record SessionRule(Duration idle, Duration absolute) {

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

  /** Both limits must be positive, the idle one not above the absolute one. */
  public SessionRule {
    if (!idle.isPositive() || absolute.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "session limits: idle must be positive and not above absolute");
    }
  }

  /** What to do with a session that a request came with. */
  public Decision decide(Session session, Instant now) {
    if (!now.isBefore(session.createdAt().plus(absolute))) {
      return new Decision.Ended("absolute");
    }
    if (!now.isBefore(session.lastSeenAt().plus(idle))) {
      return new Decision.Ended("idle");
    }
    return new Decision.Alive(!now.isBefore(session.lastSeenAt().plus(TOUCH_EVERY)));
  }

  /** When the session ends if no further request comes. */
  public Instant expiresAt(Session session) {
    Instant byIdle = session.lastSeenAt().plus(idle);
    Instant byAge = session.createdAt().plus(absolute);
    return byIdle.isBefore(byAge) ? byIdle : byAge;
  }

  /** What to do. */
  public sealed interface Decision {
    /**
     * It lives.
     *
     * @param touch true when the last request was so long ago that it should be written down again
     */
    record Alive(boolean touch) implements Decision {}

    /**
     * It is over.
     *
     * @param reason which limit ended it: idle or absolute
     */
    record Ended(String reason) implements Decision {}
  }
}
