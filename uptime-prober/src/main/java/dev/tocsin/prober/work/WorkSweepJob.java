package dev.tocsin.prober.work;

import dev.tocsin.prober.monitor.Monitor;
import dev.tocsin.prober.monitor.MonitorStore;
import dev.tocsin.prober.region.RegionStore;
import dev.tocsin.prober.watch.Confirmation;
import dev.tocsin.prober.watch.ConfirmationStore;
import dev.tocsin.prober.work.AgentHub.Line;
import dev.tocsin.prober.work.AgentHub.Message;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Four times a second: passes on confirmation requests that another replica wrote, and hands out
 * new work when any monitor changed. The scheduler of the framework knows no span below a second,
 * hence a thread of our own.
 */
@ApplicationScoped
public class WorkSweepJob {
  private static final Logger LOG = Logger.getLogger(WorkSweepJob.class);
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final Duration LOOK_BACK = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration RENEW = Duration.ofMinutes(5);
  private static final Duration EXPIRY = Duration.ofMinutes(15);

  private final AgroalDataSource dataSource;
  private final MonitorStore monitors;
  private final ConfirmationStore confirmations;
  private final RegionStore regions;
  private final AgentHub hub;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  private long version = -1;
  private Instant nextHeartbeat = Instant.MIN;
  private Instant nextRenewal = Instant.MIN;
  private boolean complained;

  WorkSweepJob(
      AgroalDataSource dataSource,
      MonitorStore monitors,
      ConfirmationStore confirmations,
      RegionStore regions,
      AgentHub hub,
      Clock clock) {
    this.dataSource = dataSource;
    this.monitors = monitors;
    this.confirmations = confirmations;
    this.regions = regions;
    this.hub = hub;
    this.clock = clock;
    ThreadFactory daemon = Thread.ofPlatform().name("work-sweep").daemon().factory();
    this.thread = Executors.newSingleThreadScheduledExecutor(daemon);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread at shutdown
  void start(@Observes StartupEvent event) {
    thread.scheduleWithFixedDelay(
        this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }

  /** A monitor changed here: no need to wait for the next round. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failure is logged by the sweep itself
  public void wake() {
    thread.execute(this::sweep);
  }

  /** The present assignment of one region. */
  Work workOf(String region) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              long current = monitors.version();
              List<Monitor> due = monitors.workOf(region);
              return new Work(
                  region,
                  current,
                  clock.instant().plus(EXPIRY),
                  due.stream().map(monitor -> Work.Item.of(monitor, region)).toList());
            });
  }

  private void sweep() {
    try {
      Arc.container().requestContext().activate();
      try {
        round(clock.instant());
      } finally {
        Arc.container().requestContext().terminate();
      }
      complained = false;
    } catch (SQLException | RuntimeException e) {
      if (!complained) {
        LOG.warnf("work sweep: cannot read the database, trying on: %s", e.toString());
        complained = true;
      }
    }
  }

  private void round(Instant now) throws SQLException {
    if (!now.isBefore(nextHeartbeat)) {
      nextHeartbeat = now.plus(HEARTBEAT);
      hub.lines().forEach(line -> line.sink().accept(new Message.Heartbeat()));
      for (Line line : hub.lines()) {
        regions.seen(line.region(), line.agent(), now);
      }
    }
    if (hub.lines().isEmpty()) {
      return;
    }
    long current = QuarkusTransaction.requiringNew().call(monitors::version);
    if (current != version || !now.isBefore(nextRenewal)) {
      handOut();
      version = current;
      nextRenewal = now.plus(RENEW);
    }
    try (Connection connection = dataSource.getConnection()) {
      for (Confirmation asked : confirmations.since(connection, now.minus(LOOK_BACK))) {
        hub.confirm(asked);
      }
    }
  }

  private void handOut() {
    Map<String, Message> byRegion = new HashMap<>();
    for (Line line : hub.lines()) {
      line.sink()
          .accept(
              byRegion.computeIfAbsent(
                  line.region(), region -> new Message.Assignment(workOf(region))));
    }
  }
}
