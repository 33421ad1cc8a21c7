package dev.tocsin.logs.rules;

import dev.tocsin.logs.redaction.Redactions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Lets this replica follow what projects want. */
@Singleton
class RuleJob {

  private static final Logger LOG = Logger.getLogger(RuleJob.class);

  private final RuleStore store;
  private final Redactions redactions;
  private long version = -1;

  @Inject
  RuleJob(RuleStore store, Redactions redactions) {
    this.store = store;
    this.redactions = redactions;
  }

  void start(@Observes StartupEvent event) {
    refresh();
  }

  /** Looks for a newer version; the rules stay as they are while PostgreSQL is away. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void refresh() {
    try {
      long newest = store.version();
      if (newest != version) {
        redactions.replace(store.all());
        version = newest;
      }
    } catch (SQLException e) {
      LOG.warnf("redaction rules stay as they are: %s", e.getMessage());
    }
  }
}
