package dev.tocsin.incident.postmortem;

import dev.tocsin.incident.impact.ImpactSurvey;
import dev.tocsin.incident.incident.IncidentWatch;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Gathers evidence in the background when an incident begins or ends; paging never waits for it.
 */
public final class Aftermath implements IncidentWatch {

  private static final Logger LOG = Logger.getLogger(Aftermath.class);

  private final ImpactSurvey survey;
  private final ExecutorService threads;

  /** Works on {@code threads}. */
  public Aftermath(ImpactSurvey survey, ExecutorService threads) {
    this.survey = survey;
    this.threads = threads;
  }

  @Override
  public void opened(UUID incidentId) {
    ask(incidentId, "opened");
  }

  @Override
  public void resolved(UUID incidentId) {
    ask(incidentId, "resolved");
  }

  private void ask(UUID incidentId, String occasion) {
    threads.execute(
        () -> {
          try {
            survey.run(incidentId, occasion);
          } catch (RuntimeException e) {
            LOG.warnf("no impact for incident %s: %s", incidentId, e.toString());
          }
        });
  }
}
