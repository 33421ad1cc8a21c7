package dev.tocsin.exceptions.rule;

import dev.tocsin.events.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a project rings.
 *
 * @param newIssueRings whether a new issue, or one that came back, raises an alert
 * @param service the service that the project's events belong to when they do not name one
 * @param environments only these ring; empty for all
 */
public record ProjectRules(
    boolean newIssueRings, Severity severity, @Nullable String service, List<String> environments) {

  /** A project that nobody has configured is silent. */
  public static final ProjectRules SILENT =
      new ProjectRules(false, Severity.ERROR, null, List.of());

  public ProjectRules {
    environments = List.copyOf(environments);
  }

  public boolean covers(String environment) {
    return environments.isEmpty() || environments.contains(environment);
  }
}
