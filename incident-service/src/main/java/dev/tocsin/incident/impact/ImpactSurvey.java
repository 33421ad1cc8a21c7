package dev.tocsin.incident.impact;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentState;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks the siblings about an incident and keeps what they say. It never runs inside a transaction
 * of paging, and paging never waits for it.
 */
public final class ImpactSurvey {

  /** The trouble began before anybody knew: figures start this much earlier. */
  private static final Duration LEAD = Duration.ofMinutes(5);

  private final Database database;
  private final IncidentStore incidents;
  private final ImpactStore store;
  private final TimelineStore timeline;
  private final ImpactClient client;

  private record Scope(Instant from, Instant to, @Nullable String service) {}

  /** Keeps answers in {@code store}. */
  public ImpactSurvey(
      Database database,
      IncidentStore incidents,
      ImpactStore store,
      TimelineStore timeline,
      ImpactClient client) {
    this.database = database;
    this.incidents = incidents;
    this.store = store;
    this.timeline = timeline;
    this.client = client;
  }

  /** Asks and keeps; an incident without a service has nothing to ask about. */
  public List<ImpactAnswer> run(UUID incidentId, String occasion) {
    Scope scope = database.<@Nullable Scope>transaction(tx -> scope(tx, incidentId));
    if (scope == null || scope.service() == null) {
      return List.of();
    }
    var answers =
        client.ask(new ImpactClient.Question(scope.service(), scope.from(), scope.to(), occasion));
    database.transaction(
        tx -> {
          for (ImpactAnswer answer : answers) {
            store.add(tx, incidentId, answer);
          }
          timeline.add(tx, incidentId, "evidence", Actor.SYSTEM, summary(answers));
          return true;
        });
    return answers;
  }

  private @Nullable Scope scope(Tx tx, UUID incidentId) throws SQLException {
    Incident incident = incidents.find(tx, incidentId);
    if (incident == null) {
      return null;
    }
    Instant end = incident.state() instanceof IncidentState.Resolved over ? over.at() : tx.now();
    return new Scope(incident.openedAt().minus(LEAD), end, incident.service());
  }

  private static String summary(List<ImpactAnswer> answers) {
    long figures = answers.stream().mapToLong(answer -> answer.figures().size()).sum();
    var silent =
        answers.stream().filter(answer -> !answer.available()).map(ImpactAnswer::source).toList();
    return "Impact asked: "
        + figures
        + (figures == 1 ? " figure" : " figures")
        + (silent.isEmpty() ? "." : "; not available: " + String.join(", ", silent) + ".");
  }
}
