package dev.tocsin.exceptions.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.exceptions.grouping.GroupingMechanism;
import dev.tocsin.exceptions.issue.RingDecision.Occasion;
import dev.tocsin.exceptions.retention.PartitionStore;
import dev.tocsin.exceptions.rule.RulesStore;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes events from Kafka into issues. One transaction per event holds the issue, the event row and
 * the alert. A record that can never be handled fails and goes to the dead-letter topic; while the
 * database is away the partition waits.
 */
@ApplicationScoped
public class EventConsumer {

  private static final Logger LOG = Logger.getLogger(EventConsumer.class);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final String TAKEN = "23505";

  private final RecordReader reader;
  private final AgroalDataSource database;
  private final PartitionStore partitions;
  private final IssueStore issues;
  private final EventStore events;
  private final RulesStore rules;
  private final AlertPublisher alerts;
  private final IssueConfig config;
  private final MeterRegistry meters;
  private final Clock clock;

  @SuppressWarnings("TooManyParameters") // the one place where an event meets all of them
  EventConsumer(
      ObjectMapper json,
      GroupingMechanism grouping,
      AgroalDataSource database,
      PartitionStore partitions,
      IssueStore issues,
      EventStore events,
      RulesStore rules,
      AlertPublisher alerts,
      IssueConfig config,
      MeterRegistry meters,
      Clock clock) {
    this.reader = new RecordReader(json, grouping);
    this.database = database;
    this.partitions = partitions;
    this.issues = issues;
    this.events = events;
    this.rules = rules;
    this.alerts = alerts;
    this.config = config;
    this.meters = meters;
    this.clock = clock;
  }

  private enum Outcome {
    NEW_ISSUE,
    REGRESSION,
    COUNTED,
    DUPLICATE
  }

  /** Idempotent on project and event id. */
  @Incoming("exceptions")
  @Blocking
  public void take(ConsumerRecord<String, String> record)
      throws JsonProcessingException, InterruptedException {
    var incoming = reader.read(record.value(), clock.instant());
    var outcome = patiently(incoming);
    meters
        .counter("tocsin_events_taken", "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private Outcome patiently(IncomingEvent incoming) throws InterruptedException {
    while (true) {
      try {
        partitions.ensure(incoming.receivedOn());
        var outcome = QuarkusTransaction.requiringNew().call(() -> write(incoming));
        if (outcome == Outcome.NEW_ISSUE || outcome == Outcome.REGRESSION) {
          alerts.committed();
        }
        return outcome;
      } catch (RuntimeException e) {
        if (dataIsBad(e)) {
          throw e;
        }
        LOG.warnf("event waits for the database: %s", e.toString());
        Thread.sleep(WAIT);
      }
    }
  }

  /**
   * SQL states 22 (data) and 23 (constraint): the same record would fail for ever. A key that is
   * taken means that another replica was faster: the next try finds its row.
   */
  private static boolean dataIsBad(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        var state = sql.getSQLState();
        return state != null
            && (state.startsWith("22") || (state.startsWith("23") && !state.equals(TAKEN)));
      }
    }
    return false;
  }

  private Outcome write(IncomingEvent incoming) {
    try (var connection = database.getConnection()) {
      if (events.known(connection, incoming)) {
        return Outcome.DUPLICATE;
      }
      var owner = issues.owner(connection, incoming.project(), incoming.grouped());
      var isNew = false;
      if (owner == null) {
        issues.lockName(connection, "hash:" + incoming.project() + incoming.grouped().hash());
        owner = issues.owner(connection, incoming.project(), incoming.grouped());
      }
      if (owner == null) {
        owner = issues.create(connection, incoming);
        isNew = true;
      }
      return count(connection, incoming, owner, isNew);
    } catch (SQLException e) {
      throw new IllegalStateException("event not written", e);
    }
  }

  private Outcome count(Connection connection, IncomingEvent incoming, long id, boolean isNew)
      throws SQLException {
    var issue = issues.locked(connection, id);
    if (issue == null) {
      throw new IllegalStateException("hash points to issue " + id + " which is not there");
    }
    var now = clock.instant();
    var event = incoming.event();
    var user = UserHash.of(incoming.project(), event.userKey());
    events.insert(connection, incoming, id, user);
    var firstSeen =
        issues.releaseFirstSeen(
            connection, incoming.project(), event.release(), incoming.receivedAt());
    var step = issue.state().onEvent(event.release(), firstSeen, now);
    issues.count(connection, issue, incoming, issues.addUser(connection, id, user), step.state());
    var occasion =
        isNew ? Occasion.FIRST_EVENT : step.cameBack() ? Occasion.CAME_BACK : Occasion.ONE_MORE;
    if (occasion != Occasion.ONE_MORE) {
      ring(connection, issue, incoming, occasion, now);
    }
    return switch (occasion) {
      case FIRST_EVENT -> Outcome.NEW_ISSUE;
      case CAME_BACK -> Outcome.REGRESSION;
      case ONE_MORE -> Outcome.COUNTED;
    };
  }

  private void ring(
      Connection connection, Issue issue, IncomingEvent incoming, Occasion occasion, Instant now)
      throws SQLException {
    var projectRules = rules.of(issue.project());
    issues.lockName(connection, "family:" + issue.project() + issue.family());
    var decision =
        RingDecision.of(
            occasion,
            projectRules,
            incoming.event().environment(),
            issues.familyRangAt(connection, issue.project(), issue.family()),
            config.pageWindow(),
            now);
    LOG.infof("issue %d: %s, rings: %s", issue.id(), decision.reason(), decision.rings());
    meters
        .counter(
            "tocsin_ring_decisions",
            "rings",
            String.valueOf(decision.rings()),
            "reason",
            decision.reason())
        .increment();
    if (decision.rings()) {
      alerts.firing(connection, issue, incoming, projectRules, decision.reason(), now);
      issues.rang(connection, issue, now);
    }
  }
}
