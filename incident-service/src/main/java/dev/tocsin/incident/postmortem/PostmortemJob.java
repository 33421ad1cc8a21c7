package dev.tocsin.incident.postmortem;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.sql.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Drafts the postmortem of every critical incident that has ended and has none. */
@ApplicationScoped
public class PostmortemJob {

  private static final Duration WINDOW = Duration.ofDays(7);

  private final Database database;
  private final IncidentStore incidents;
  private final Drafting drafting;

  PostmortemJob(Database database, IncidentStore incidents, Drafting drafting) {
    this.database = database;
    this.incidents = incidents;
    this.drafting = drafting;
  }

  @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void draftWhatIsMissing() {
    var missing = database.transaction(tx -> incidents.criticalWithoutPostmortem(tx, WINDOW));
    for (UUID incidentId : missing) {
      drafting.draft(incidentId, Actor.SYSTEM);
    }
  }
}
