package dev.tocsin.incident.incident;

import java.util.UUID;

/** Is told after the commit when an incident begins or ends; must return at once. */
public interface IncidentWatch {

  /** An incident was opened or reopened. */
  void opened(UUID incidentId);

  /** An incident was resolved. */
  void resolved(UUID incidentId);
}
