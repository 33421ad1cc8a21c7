package dev.tocsin.console.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Removes sessions that have ended by themselves. */
@ApplicationScoped
class SessionPruneJob {

  private final SessionStore sessions;
  private final SessionRule rule;
  private final Clock clock;

  SessionPruneJob(SessionStore sessions, SessionRule rule, Clock clock) {
    this.sessions = sessions;
    this.rule = rule;
    this.clock = clock;
  }

  @Scheduled(
      identity = "session-prune",
      every = "1h",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void prune() {
    Instant now = clock.instant();
    sessions.deleteEnded(now.minus(rule.absolute()), now.minus(rule.idle()));
  }
}
