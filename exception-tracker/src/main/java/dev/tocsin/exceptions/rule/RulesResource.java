package dev.tocsin.exceptions.rule;

import dev.tocsin.access.AccessRegistry;
import dev.tocsin.access.Roles;
import dev.tocsin.events.Severity;
import dev.tocsin.exceptions.runtime.CallerProjects;
import dev.tocsin.problem.FieldErrors;
import dev.tocsin.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What of a project rings. */
@Path("/api/v1/projects/{id}/rules")
@Blocking
@Tag(name = "Rules")
public class RulesResource {

  private static final int MOST_ENVIRONMENTS = 20;

  private final RulesStore store;
  private final AccessRegistry access;
  private final CallerProjects callers;
  private final Clock clock;

  RulesResource(RulesStore store, AccessRegistry access, CallerProjects callers, Clock clock) {
    this.store = store;
    this.access = access;
    this.callers = callers;
    this.clock = clock;
  }

  /**
   * @param newIssueRings whether a new issue, or one that came back after it was resolved, alerts;
   *     default false
   * @param severity critical, error, warning or info; default error
   * @param service the service to which the project's events belong when they do not name one
   * @param environments only these ring; empty for all
   */
  public record Rules(
      @Nullable Boolean newIssueRings,
      @Nullable String severity,
      @Nullable String service,
      @Nullable List<String> environments) {

    static Rules of(ProjectRules rules) {
      return new Rules(
          rules.newIssueRings(),
          rules.severity().name().toLowerCase(Locale.ROOT),
          rules.service(),
          rules.environments());
    }

    ProjectRules checked() {
      var level = severity == null ? "error" : severity.toLowerCase(Locale.ROOT);
      var names = environments == null ? List.<String>of() : environments;
      new FieldErrors()
          .require("newIssueRings", newIssueRings != null, "be true or false")
          .require(
              "severity",
              List.of("critical", "error", "warning", "info").contains(level),
              "be critical, error, warning or info")
          .require(
              "service",
              service == null || (!service.isBlank() && service.length() <= 100),
              "be a text of 1 to 100 characters, or absent")
          .require(
              "environments",
              names.size() <= MOST_ENVIRONMENTS && names.stream().allMatch(Rules::isName),
              "be at most 20 names of 1 to 100 characters")
          .throwIfAny();
      return new ProjectRules(
          Boolean.TRUE.equals(newIssueRings),
          Severity.valueOf(level.toUpperCase(Locale.ROOT)),
          service,
          names);
    }

    @SuppressWarnings("ConstantValue") // Jackson lets null into lists
    private static boolean isName(String name) {
      return name != null && !name.isBlank() && name.length() <= 100 && !name.contains("\n");
    }
  }

  @GET
  @RolesAllowed(Roles.VIEWER)
  @Operation(summary = "Rules of a project", description = "404 for an unknown project.")
  public Rules get(@PathParam("id") String id) {
    return Rules.of(store.of(project(id)));
  }

  @PUT
  @RolesAllowed(Roles.MANAGER)
  @Operation(
      summary = "Replace the rules of a project",
      description = "400 with every field that breaks a rule, 404 for an unknown project.")
  public Rules put(@PathParam("id") String id, @Nullable Rules body) {
    long project = project(id);
    if (body == null) {
      throw ProblemException.badRequest("body", "be an object with newIssueRings");
    }
    var rules = body.checked();
    store.save(project, rules, callers.name(), clock.instant());
    return Rules.of(rules);
  }

  private long project(String id) {
    var project = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
    if (project < 0 || !access.projectExists(project)) {
      throw ProblemException.notFound("project", id);
    }
    callers.require(project);
    return project;
  }
}
