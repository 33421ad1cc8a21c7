package dev.tocsin.incident.ledger;

import dev.tocsin.incident.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reconciles the ledger every minute and publishes the result as metrics. */
@ApplicationScoped
public class LedgerJob {

  private static final Logger LOG = Logger.getLogger(LedgerJob.class);

  private final Database database;
  private final LedgerStore ledger;
  private final AtomicReference<@Nullable LedgerReport> latest = new AtomicReference<>();

  LedgerJob(Database database, LedgerStore ledger, MeterRegistry metrics) {
    this.database = database;
    this.ledger = ledger;
    // Not a number until the first verification: an unknown figure must not look like a good one.
    metrics.gauge("unaccounted_pages", latest, of(LedgerReport::unaccounted));
    metrics.gauge("oldest_due_page_seconds", latest, of(LedgerReport::oldestDueSeconds));
  }

  @Scheduled(
      every = "60s",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void verify() {
    LedgerReport report = database.transaction(ledger::verify);
    latest.set(report);
    if (!report.reconciles()) {
      LOG.errorf("the ledger does not reconcile: %s", report);
    }
  }

  private static ToDoubleFunction<AtomicReference<@Nullable LedgerReport>> of(
      ToDoubleFunction<LedgerReport> figure) {
    return latest -> {
      LedgerReport report = latest.get();
      return report == null ? Double.NaN : figure.applyAsDouble(report);
    };
  }
}
