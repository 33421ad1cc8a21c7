package dev.tocsin.incident.postmortem;

import dev.tocsin.incident.impact.ImpactStore;
import dev.tocsin.incident.impact.ImpactSurvey;
import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.link.Links;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.ProblemException;
import java.util.UUID;

/** Makes the draft of an incident: asks for the figures once more, then writes down the record. */
public final class Drafting {

  private final Database database;
  private final Sources sources;
  private final ImpactSurvey survey;
  private final Links links;
  private final PostmortemStore postmortems;

  /** What a draft is made from. */
  public record Sources(
      IncidentStore incidents, AlertStore alerts, TimelineStore timeline, ImpactStore impact) {}

  /** Drafts into {@code postmortems}. */
  public Drafting(
      Database database,
      Sources sources,
      ImpactSurvey survey,
      Links links,
      PostmortemStore postmortems) {
    this.database = database;
    this.sources = sources;
    this.survey = survey;
    this.links = links;
    this.postmortems = postmortems;
  }

  /**
   * Makes the draft, or returns the postmortem that is there already.
   *
   * @throws ProblemException 404 for an unknown incident
   */
  public PostmortemStore.Drafted draft(UUID incidentId, Actor actor) {
    Postmortem known = postmortems.ofIncident(incidentId);
    if (known != null) {
      return new PostmortemStore.Drafted(known, false);
    }
    survey.run(incidentId, "draft");
    Draft draft =
        database.transaction(
            tx -> {
              Incident incident = sources.incidents().find(tx, incidentId);
              if (incident == null) {
                throw ProblemException.notFound("incident", incidentId.toString());
              }
              return new Draft(
                  incident,
                  links.incident(incidentId),
                  sources.alerts().of(tx, incidentId),
                  sources.timeline().of(tx, incidentId),
                  sources.impact().of(tx, incidentId));
            });
    return postmortems.draft(draft.incident(), draft.title(), draft.markdown(), actor);
  }
}
