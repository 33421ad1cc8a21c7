package dev.tocsin.incident.escalation;

import dev.tocsin.incident.sql.Database;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes due escalations on, every second, by the database's clock. */
@ApplicationScoped
public class EscalationJob {

  private final Database database;
  private final Pager pager;

  EscalationJob(Database database, Pager pager) {
    this.database = database;
    this.pager = pager;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweep() {
    int advanced;
    do {
      advanced = database.transaction(pager::advanceDue);
    } while (advanced > 0);
  }
}
