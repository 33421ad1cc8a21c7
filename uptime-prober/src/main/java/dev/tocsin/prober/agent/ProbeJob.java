package dev.tocsin.prober.agent;

import dev.tocsin.prober.check.CheckResult;
import dev.tocsin.prober.check.ErrorClass;
import dev.tocsin.prober.check.Phases;
import dev.tocsin.prober.check.Target;
import dev.tocsin.prober.check.http.HttpCheck;
import dev.tocsin.prober.schedule.Grid;
import dev.tocsin.prober.work.Report;
import dev.tocsin.prober.work.Work;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Probes every assigned monitor on its grid, and on request. Lives on one event loop. */
final class ProbeJob {
  private static final Duration LATE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final HttpCheck check;
  private final Clock clock;
  private final Assignment assignment;
  private final Uplink uplink;
  private final AgentCounters counters;
  private final Consumer<Report.Result> results;
  private final Map<String, Long> timers = new HashMap<>();

  ProbeJob(
      Vertx vertx,
      HttpCheck check,
      Clock clock,
      Assignment assignment,
      Uplink uplink,
      AgentCounters counters,
      Consumer<Report.Result> results) {
    this.vertx = vertx;
    this.check = check;
    this.clock = clock;
    this.assignment = assignment;
    this.uplink = uplink;
    this.counters = counters;
    this.results = results;
  }

  void take(Work work) {
    Assignment.Change change = assignment.take(work);
    for (String stopped : change.stop()) {
      Long timer = timers.remove(stopped);
      if (timer != null) {
        vertx.cancelTimer(timer);
      }
    }
    change.start().forEach(this::schedule);
  }

  /** Probes at once; unknown monitors are ignored, they are gone or not ours. */
  void confirm(String monitorId) {
    Work.Item item = assignment.find(monitorId);
    if (item != null && assignment.valid(clock.instant())) {
      probe(item, clock.instant());
    }
  }

  private void schedule(Work.Item item) {
    Grid grid =
        new Grid(
            Duration.ofSeconds(item.intervalSeconds()), Duration.ofMillis(item.offsetMillis()));
    Instant now = clock.instant();
    Instant slot = grid.next(now);
    long delay = Math.max(1, Duration.between(now, slot).plusNanos(999_999).toMillis());
    timers.put(item.monitorId(), vertx.setTimer(delay, _ -> due(item, slot)));
  }

  private void due(Work.Item item, Instant slot) {
    schedule(item);
    Instant now = clock.instant();
    if (!assignment.valid(now)) {
      counters.skipped();
      return;
    }
    Duration lag = Duration.between(slot, now);
    Duration interval = Duration.ofSeconds(item.intervalSeconds());
    if (lag.compareTo(LATE) > 0 && lag.compareTo(interval) >= 0) {
      report(
          item,
          slot,
          now,
          CheckResult.failed(
              ErrorClass.PROBER_LOCAL, null, Phases.NONE, "the agent was not awake in time", null));
      return;
    }
    probe(item, slot);
  }

  private void probe(Work.Item item, Instant intended) {
    Target target =
        new Target(
            URI.create(item.url()),
            item.method(),
            Set.copyOf(item.expectedStatus()),
            Duration.ofMillis(item.timeoutMs()));
    Instant start = clock.instant();
    Future<CheckResult> outcome = check.run(target);
    outcome.onSuccess(result -> report(item, intended, start, result));
  }

  private void report(Work.Item item, Instant intended, Instant start, CheckResult result) {
    long lagNs = Math.max(0, Duration.between(intended, start).toNanos());
    counters.probed(result.verdict(), lagNs);
    Phases p = result.phases();
    results.accept(
        new Report.Result(
            UUID.randomUUID().toString(),
            item.monitorId(),
            item.revision(),
            intended,
            start,
            result.verdict().wire(),
            result.errorClass(),
            result.httpStatus(),
            result.detail(),
            new Report.PhasesNs(p.dns(), p.connect(), p.tls(), p.send(), p.await(), p.transfer()),
            lagNs,
            uplink.ok()));
  }
}
