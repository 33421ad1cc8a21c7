package dev.tocsin.logs.action.alert;

import dev.tocsin.logs.action.ActionConfig;
import dev.tocsin.logs.action.alert.AlertCountStore.Sums;
import dev.tocsin.logs.action.count.Cell;
import dev.tocsin.logs.action.count.Progress;
import dev.tocsin.logs.action.pattern.MessagePattern;
import dev.tocsin.logs.action.pattern.PatternStore;
import dev.tocsin.logs.catalogue.Transactions;
import dev.tocsin.outbox.OutboxRelay;
import io.micrometer.core.annotation.Timed;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates log alerts. A batch is one transaction: alerts are claimed, their counts read, decided,
 * and what follows is in the outbox, or nothing happened. Any number of replicas may run it.
 */
@Singleton
public class AlertJob {

  private static final Logger LOG = Logger.getLogger(AlertJob.class);
  private static final int BATCH = 20;
  private static final Duration KEPT = Duration.ofDays(9);

  private final Transactions transactions;
  private final LogAlertStore alerts;
  private final AlertCountStore counts;
  private final AlertStateStore states;
  private final AlertPublisher publisher;
  private final NewPatterns patterns;
  private final StreamLagClient stream;
  private final OutboxRelay relay;
  private final ActionConfig config;
  private final Clock clock;

  @Inject
  AlertJob(
      DataSource database,
      LogAlertStore alerts,
      AlertCountStore counts,
      AlertStateStore states,
      AlertPublisher publisher,
      PatternStore patterns,
      StreamLagClient stream,
      OutboxRelay relay,
      ActionConfig config,
      Clock clock) {
    this.transactions = new Transactions(database);
    this.alerts = alerts;
    this.counts = counts;
    this.states = states;
    this.publisher = publisher;
    this.patterns = new NewPatterns(patterns);
    this.stream = stream;
    this.relay = relay;
    this.config = config;
    this.clock = clock;
  }

  /** One round over all that is due. */
  @Scheduled(
      identity = "log-alerts",
      every = "${tocsin.actions.evaluate-every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Timed("tocsin.logs.alerts.round")
  public void run() throws SQLException {
    evaluate(Duration.ofSeconds(8));
  }

  /** Evaluates all alerts that were not evaluated for {@code pause}. */
  public void evaluate(Duration pause) throws SQLException {
    int claimed;
    do {
      claimed = transactions.in(connection -> batch(connection, pause));
    } while (claimed == BATCH && !pause.isZero());
    relay.wake();
  }

  /** Drops counts that no window reaches any more. */
  @Scheduled(identity = "log-alert-counts", every = "1h", delayed = "5m")
  void forget() throws SQLException {
    long oldest = clock.instant().minus(KEPT).getEpochSecond() / Cell.SECONDS;
    transactions.in(connection -> counts.dropBefore(connection, oldest));
  }

  private int batch(Connection connection, Duration pause) throws SQLException {
    List<StoredAlert> claimed = alerts.claim(connection, pause, pause.isZero() ? 10_000 : BATCH);
    if (claimed.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    Instant settled = stream.settled(connection);
    Map<Long, Progress> history = alerts.progress(connection);
    for (StoredAlert alert : claimed) {
      Map<String, AlertState> known = states.states(connection, alert.id());
      String silenced = alert.silenced(now);
      if (silenced != null) {
        end(connection, alert, known, silenced, now);
      } else if (alert.rule().type() == LogAlert.Type.NEW_PATTERN) {
        patterns(connection, alert, known, now);
      } else {
        var windows = Readings.of(alert, now, settled, config.grace(), history.get(alert.id()));
        counts(connection, alert, known, windows, now);
      }
    }
    return claimed.size();
  }

  private void counts(
      Connection connection,
      StoredAlert alert,
      Map<String, AlertState> known,
      Readings windows,
      Instant now)
      throws SQLException {
    Map<String, Sums> sums =
        counts.sums(connection, alert.id(), windows.recent(), windows.settled(), windows.before());
    var met = new HashSet<>(counts.met(connection, alert));
    var groups = new TreeSet<>(met);
    groups.addAll(sums.keySet());
    groups.addAll(known.keySet());
    if (alert.rule().groupBy() == null) {
      groups.add("");
    }
    for (String group : groups) {
      AlertState state = known.getOrDefault(group, AlertState.quiet(now));
      var reading = windows.of(sums.getOrDefault(group, Sums.NONE), met.contains(group));
      AlertDecision decision = AlertDecision.decide(alert.rule(), state, reading);
      keep(connection, alert, group, null, state, decision, now);
    }
  }

  private void patterns(
      Connection connection, StoredAlert alert, Map<String, AlertState> known, Instant now)
      throws SQLException {
    for (NewPatterns.Step step : patterns.steps(connection, alert, known, now)) {
      AlertState state = known.getOrDefault(step.id(), AlertState.quiet(now));
      keep(connection, alert, step.id(), step.subject(), state, step.decision(), now);
    }
  }

  private void end(
      Connection connection,
      StoredAlert alert,
      Map<String, AlertState> known,
      String reason,
      Instant now)
      throws SQLException {
    for (var entry : known.entrySet()) {
      if (entry.getValue().firing()) {
        var decision = new AlertDecision.Resolve(reason);
        keep(connection, alert, entry.getKey(), null, entry.getValue(), decision, now);
      }
    }
  }

  /** Ends everything that rings, because the alert goes. */
  void farewell(Connection connection, StoredAlert alert) throws SQLException {
    var known = states.states(connection, alert.id());
    end(connection, alert, known, "the alert was removed", clock.instant());
  }

  private void keep(
      Connection connection,
      StoredAlert alert,
      String group,
      @Nullable String subject,
      AlertState state,
      AlertDecision decision,
      Instant now)
      throws SQLException {
    if (decision instanceof AlertDecision.Stay) {
      return;
    }
    AlertState next = AlertDecision.next(state, decision, now);
    states.write(connection, alert.id(), group, next);
    LOG.infof(
        "log alert %d %s: %s: %s",
        alert.id(), group, next.firing() ? "rings" : "ends", next.reason());
    LogAlert rule = alert.rule();
    boolean byService = rule.groupBy() != null && rule.groupBy().equals("service");
    String service = rule.service() != null ? rule.service() : byService ? group : null;
    String query = rule.filter();
    if (rule.groupBy() != null) {
      String condition = rule.groupBy() + ":\"" + group.replace("\"", "\\\"") + "\"";
      query = query == null ? condition : "(" + query + ") " + condition;
    }
    if (rule.type() == LogAlert.Type.NEW_PATTERN) {
      query = "level>=error";
    }
    String about = subject == null ? null : cut(subject);
    publisher.say(connection, alert, new AlertPublisher.Word(group, about, service, query, next));
  }

  private static String cut(String text) {
    return text.length() <= MessagePattern.MOST / 2
        ? text
        : text.substring(0, MessagePattern.MOST / 2) + "…";
  }
}
