package dev.tocsin.slo.burn;

import dev.tocsin.slo.objective.ObjectiveStore;
import dev.tocsin.slo.objective.SloDefinition;
import io.micrometer.core.annotation.Timed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Evaluates every SLO's page. A batch is one transaction: its states are locked, read, decided and
 * written, and its alerts are in the outbox, or nothing happened. Any number of replicas may run
 * it.
 */
@ApplicationScoped
public class BurnJob {

  private static final Logger LOG = Logger.getLogger(BurnJob.class);
  private static final int BATCH = 100;

  private final DataSource dataSource;
  private final ObjectiveStore objectives;
  private final BurnStateStore states;
  private final BurnReadingStore readings;
  private final BurnPublisher publisher;
  private final BurnConfig config;
  private final Clock clock;

  BurnJob(
      DataSource dataSource,
      ObjectiveStore objectives,
      BurnStateStore states,
      BurnReadingStore readings,
      BurnPublisher publisher,
      BurnConfig config,
      Clock clock) {
    this.dataSource = dataSource;
    this.objectives = objectives;
    this.states = states;
    this.readings = readings;
    this.publisher = publisher;
    this.config = config;
    this.clock = clock;
  }

  /** One round over all that is due. */
  @Scheduled(
      identity = "burn",
      every = "${slo.burn.every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Timed("tocsin.slo.burn.round")
  public void run() {
    QuarkusTransaction.requiringNew().run(this::begin);
    int claimed;
    do {
      claimed = QuarkusTransaction.requiringNew().call(this::batch);
    } while (claimed == BATCH);
    publisher.wake();
  }

  private void begin() {
    try (Connection connection = dataSource.getConnection()) {
      states.begin(connection, objectives.currentNames(), clock.instant());
    } catch (SQLException failure) {
      throw new IllegalStateException("states could not be begun", failure);
    }
  }

  private int batch() throws SQLException {
    Instant now = clock.instant();
    try (Connection connection = dataSource.getConnection()) {
      Map<String, BurnState> claimed = states.claim(connection, config.pause(), BATCH);
      if (claimed.isEmpty()) {
        return 0;
      }
      var slos = new HashMap<String, SloDefinition>();
      objectives.currentOf(claimed.keySet()).forEach(v -> slos.put(v.slo().name(), v.slo()));
      var judged = readings.judge(connection, List.copyOf(slos.values()), now);
      var decided = new HashMap<String, BurnState>();
      var gone = new ArrayList<String>();
      for (var entry : claimed.entrySet()) {
        String name = entry.getKey();
        SloDefinition slo = slos.get(name);
        if (slo == null) {
          gone.add(name);
          leave(connection, name, entry.getValue(), now);
        } else {
          var verdicts = judged.getOrDefault(name, List.of());
          var decision = BurnDecision.decide(entry.getValue(), verdicts, now);
          decided.put(name, decision.state());
          tell(connection, slo, decision);
        }
      }
      states.write(connection, decided);
      states.forget(connection, gone);
      return claimed.size();
    }
  }

  private void tell(Connection connection, SloDefinition slo, BurnDecision decision)
      throws SQLException {
    switch (decision) {
      case BurnDecision.Stay _ -> {}
      case BurnDecision.Fire fire -> {
        LOG.infof("slo %s: page on: %s", slo.name(), fire.reason());
        publisher.firing(connection, slo, fire.state());
      }
      case BurnDecision.Resolve resolve -> {
        LOG.infof("slo %s: page off: %s", slo.name(), resolve.reason());
        publisher.resolved(connection, slo.name(), slo, resolve.state());
      }
    }
  }

  /** A removed SLO takes its page along. */
  private void leave(Connection connection, String name, BurnState state, Instant now)
      throws SQLException {
    if (state instanceof BurnState.Firing firing) {
      publisher.resolved(connection, name, null, firing.resolve(now, "the SLO was removed"));
    }
  }
}
